package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.run.Seed;

class FirstLossProbeTest {
    @TempDir
    private static Path folder;

    private static CheckLine line(Workbench bench) throws IOException {
        return FirstLossProbe.of(bench, bench.augmented(bench.cycled("test", 8), "test"), 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=cross-entropy",
                "loss=cross-entropy;label-smoothing=0.2;class-weights={listed: [3, 0.5]}",
                "loss=binary-cross-entropy",
                "loss=hinge;label-smoothing=0",
                "loss=hinge;label-smoothing=0;class-weights=balanced",
            })
    void aNewHeadKnowsNothing(String settings) throws IOException {
        CheckLine line = line(Probed.bench(folder, settings.split(";")));
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
    }

    /** Two rows alone are far off with the last three of these seeds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 6, 9, 11})
    void smallBatchesAreLookedAtTogether(long seed) throws IOException {
        Subject s = Probed.subject(
                folder, "loss=hinge", "label-smoothing=0", "batch-size=2", "network=resnet18", "width=1");
        Workbench bench = Workbench.of(new Subject(
                s.model(), s.examples(), s.classes(), s.labels(), new Seed(seed), s.numbers(), s.device(), 1));
        Images images = bench.augmented(bench.cycled("test", FirstLossProbe.ROWS), "test");
        CheckLine line = FirstLossProbe.of(bench, images, 2);
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
    }

    @Test
    void hingeBeginsWithOneLessThanTheClasses() throws IOException {
        assertThat(line(Probed.bench(folder, "loss=hinge", "label-smoothing=0")).finding())
                .contains("2 classes has 1.000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mse", "l1"})
    void nothingIsExpectedOfLossesOfScores(String loss) throws IOException {
        assertThat(line(Probed.bench(folder, "loss=" + loss, "label-smoothing=0"))
                        .status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void aHeadWithOpinionsFails() throws IOException {
        Workbench bench = Probed.changed(Probed.bench(folder), "fc.weight", head -> Probed.times(head, 1000));
        CheckLine line = line(bench);
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
        assertThat(line.todo()).contains("unlearning");
    }

    @ParameterizedTest
    @CsvSource({
        "2.30, PASSED",
        "2.80, PASSED",
        "3.20, WARNED",
        "5.00, FAILED",
        "1.50, WARNED",
        "0.90, FAILED",
        "NaN, FAILED"
    })
    void howFarDecides(double first, Status status) {
        CheckLine line = FirstLossProbe.judge("cross-entropy", first, OptionalDouble.of(Math.log(10)), 10);
        assertThat(line.status()).isEqualTo(status);
    }

    @Test
    void knowingTooMuchIsAnotherFault() {
        assertThat(FirstLossProbe.judge("cross-entropy", 0.1, OptionalDouble.of(Math.log(10)), 10)
                        .todo())
                .contains("know the labels");
    }
}
