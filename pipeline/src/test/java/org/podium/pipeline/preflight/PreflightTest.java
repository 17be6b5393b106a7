package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.train.Examples;

class PreflightTest {
    @TempDir
    private static Path folder;

    private final List<Event> events = new ArrayList<>();

    @Test
    void aSoundModelPassesEverything() throws IOException {
        PreflightResult result = Preflight.run(Probed.subject(folder), 1, folder, events::add);
        assertThat(result.model()).isEqualTo("tiny");
        assertThat(result.lines())
                .extracting(CheckLine::name)
                .containsExactly(
                        "normalisation",
                        "training and evaluation transforms",
                        "training and evaluation mode",
                        "first loss",
                        "overfitting one batch",
                        "names of predicted classes",
                        "saved and reloaded weights",
                        "learning rate");
        assertThat(result.lines())
                .allSatisfy(
                        line -> assertThat(line.status()).as(line.toString()).isEqualTo(Status.PASSED));
        assertThat(result.speed().training()).isBetween(1.0, 1e5);
        assertThat(result.speed().prediction()).isBetween(1.0, 1e6);
        assertThat(events).allMatch(Event.Progress.class::isInstance);
        Event.Progress last = (Event.Progress) events.get(events.size() - 1);
        assertThat(last.done()).isEqualTo(last.total()).isEqualTo(result.lines().size());
    }

    @Test
    void theResultIsReadBackAsItWasWritten() throws IOException {
        PreflightResult result = new PreflightResult(
                "m", List.of(CheckLine.failed("first loss", "9", "look")), new Speed(10.5, 20, 0.001, 512, true));
        Path file = folder.resolve("preflight.json");
        result.write(file);
        assertThat(PreflightResult.read(file)).isEqualTo(result);
        assertThat(file).content().contains("\"failed\"").contains("\"training_images_per_second\" : 10.5");
    }

    /** Faults of all kinds in one model: each probe speaks for itself, and those after it go on. */
    @Test
    void aDeadModelFailsWhereItIsDead() throws IOException {
        Workbench dead = Probed.changed(
                Probed.bench(folder, "lr=1e-9", "augment=[{resize: {size: 32, square: true}}]"),
                weights -> Tensor.filled(0, weights.shape()));
        PreflightResult result = Preflight.run(dead, 1, folder, events::add);
        assertThat(result.lines())
                .filteredOn(line -> line.status() != Status.PASSED)
                .extracting(line -> line.name() + " " + line.status())
                .containsExactly(
                        "training and evaluation transforms WARNED",
                        // What is 0 everywhere has no statistics either.
                        "training and evaluation mode FAILED",
                        "overfitting one batch FAILED",
                        "names of predicted classes SKIPPED",
                        "learning rate FAILED");
    }

    /** Photographs take longer to decode than a small network takes to compute with: a batch of 64 some seconds. */
    @Test
    void readingLargeImagesIsCountedToo() throws IOException {
        BufferedImage photo = new BufferedImage(2000, 1500, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000 * 1500; i++) {
            photo.setRGB(i % 2000, i / 2000, random.nextInt());
        }
        Path file = folder.resolve("photo.jpg");
        ImageIO.write(photo, "jpg", file.toFile());
        Subject s = Probed.subject(folder, "batch-size=64");
        Examples e = s.examples();
        ImageRows rows =
                new ImageRows(e.rows().ids(), Collections.nCopies(e.rows().size(), file));
        Examples photos = new Examples(rows, e.labels(), e.classes(), e.training(), e.validation());
        Subject slow =
                new Subject(s.model(), photos, s.classes(), s.labels(), s.seed(), s.numbers(), s.device(), s.readers());
        long start = System.nanoTime();
        PreflightResult result = Preflight.run(slow, 0.1, folder, events::add);
        // In batches of 64 throughout, more than 1500 would be read.
        assertThat((System.nanoTime() - start) / 1e9)
                .isLessThan(400 * result.speed().reading() + 30);
        assertThat(result.speed().training()).isLessThan(3 / result.speed().reading());
    }

    @Test
    void memoryIsThatOfAWholeBatchOrSaysThatItIsNot() throws IOException {
        Subject subject = Probed.subject(folder, "batch-size=64");
        assertThat(Preflight.run(subject, 1, folder, events::add).speed().extrapolated())
                .isFalse();
        PreflightResult hasty = Preflight.run(subject, 1e-6, folder, events::add);
        assertThat(hasty.speed().extrapolated()).isTrue();
        assertThat(hasty.speed().memory()).isNotNegative();
    }

    @Test
    void weightsThatAreNotThereAreTheUsersMistake() {
        assertThatThrownBy(() -> Preflight.run(
                        Probed.subject(folder, "weights=" + folder.resolve("none.pth")), 1, folder, events::add))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.pth");
    }

    @Test
    void aSubjectNamesEveryClassAndRow() throws IOException {
        Subject s = Probed.subject(folder);
        assertThatThrownBy(() -> new Subject(
                        s.model(), s.examples(), List.of("one"), s.labels(), s.seed(), s.numbers(), s.device(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 names for 2 classes");
    }
}
