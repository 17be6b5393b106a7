package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.preflight.NormalisationProbe.Scaling;

class NormalisationProbeTest {
    private static final Scaling IMAGENET = Scaling.IMAGENET;
    private static final Scaling PHOTOS = scaling(0.47, 0.25);

    @TempDir
    private static Path folder;

    private static Scaling scaling(double mean, double sd) {
        return new Scaling(List.of(mean, mean, mean), List.of(sd, sd, sd));
    }

    @Test
    void theWeightsOwnPass() {
        CheckLine line = NormalisationProbe.against(IMAGENET, IMAGENET, "podium/resnet10");
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).contains("[0.485, 0.456, 0.406]").contains("podium/resnet10");
    }

    /** No deviation of 0 may be advised: nothing can be divided by it. */
    @Test
    void aChannelThatIsTheSameEverywhereIsNamed() {
        Scaling images = new Scaling(List.of(0.5, 0.5, 0.0), List.of(0.25, 0.25, 0.0));
        CheckLine line = NormalisationProbe.on(images, PHOTOS, false);
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).startsWith("channel 3 is constant");
        assertThat(line.todo()).doesNotContain("sd");
    }

    @Test
    void weightsWithSwappedMeanAndSdFailByName() {
        CheckLine line = NormalisationProbe.against(IMAGENET.swapped(), IMAGENET, "podium/resnet10");
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("mean and sd look swapped");
        assertThat(line.todo()).contains("mean: [0.485, 0.456, 0.406] and sd: [0.229, 0.224, 0.225]");
    }

    @Test
    void howFarOtherNumbersAreOffDecides() {
        assertThat(NormalisationProbe.against(scaling(0.5, 0.25), IMAGENET, "w").status())
                .isEqualTo(Status.WARNED);
        CheckLine far = NormalisationProbe.against(scaling(0.5, 0.5), IMAGENET, "w");
        assertThat(far.status()).isEqualTo(Status.FAILED);
        // White in blue: (1 - 0.406) / 0.225 = 2.64 rather than 1.
        assertThat(far.finding()).contains("up to 1.64 standard deviations");
    }

    @Test
    void fromScratchTheImagesDecide() {
        assertThat(NormalisationProbe.on(PHOTOS, IMAGENET, false).status()).isEqualTo(Status.PASSED);
        assertThat(NormalisationProbe.on(PHOTOS, PHOTOS, false).status()).isEqualTo(Status.PASSED);
        CheckLine off = NormalisationProbe.on(scaling(0.05, 0.2), IMAGENET, false);
        assertThat(off.status()).isEqualTo(Status.WARNED);
        assertThat(off.todo()).contains("set mean: [0.0500, 0.0500, 0.0500]");
    }

    @Test
    void swappedFromScratchFails() {
        for (Scaling right : List.of(IMAGENET, PHOTOS)) {
            CheckLine line = NormalisationProbe.on(PHOTOS, right.swapped(), false);
            assertThat(line.status()).isEqualTo(Status.FAILED);
            assertThat(line.finding()).startsWith("mean and sd look swapped");
        }
    }

    /** Silhouettes on black have a mean below their deviation. */
    @Test
    void darkImagesWithTheirOwnNumbersAreNotSwapped() {
        Scaling silhouettes = scaling(0.12, 0.32);
        assertThat(NormalisationProbe.on(silhouettes, silhouettes, false).status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void dividedBy255TwiceFails() {
        CheckLine line = NormalisationProbe.on(PHOTOS, IMAGENET.times(1 / 255.0), true);
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).contains("divided by 255 twice").contains("is not known here");
        assertThat(line.todo()).contains("those that the weights were trained with");
    }

    @Test
    void measuresEachChannel() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(2 * 3);
        pixels.put(0, new byte[] {0, 51, (byte) 255, (byte) 255, 51, (byte) 255});
        Scaling measured = Scaling.of(new Images(pixels, 1, new long[2]));
        assertThat(measured.mean()).containsExactly(0.5, 0.2, 1.0);
        assertThat(measured.sd().get(0)).isEqualTo(0.5, within(1e-12));
        assertThat(measured.sd().get(1)).isEqualTo(0, within(1e-6));
    }

    @Test
    void looksAtTheModelsImages() throws IOException {
        // Reddish and bluish in turn: means 0.49, 0.5, 0.49 and deviations 0.32, 0.29, 0.32, about.
        assertThat(NormalisationProbe.of(Probed.bench(folder)).status()).isEqualTo(Status.PASSED);
        assertThat(NormalisationProbe.of(Probed.bench(folder, "mean=[0.229, 0.224, 0.225]", "sd=[0.485, 0.456, 0.406]"))
                        .finding())
                .startsWith("mean and sd look swapped");
    }

    private static CheckLine named(String... settings) throws IOException {
        Workbench fresh = Probed.bench(folder);
        Subject subject = Probed.subject(folder, settings);
        return NormalisationProbe.of(new Workbench(subject, fresh.architecture(), fresh.start()));
    }

    @Test
    void weightsWithANameAreKnown() throws IOException {
        String weights = "weights=podium/resnet10";
        assertThat(named(weights, "mean=[0.485, 0.456, 0.406]", "sd=[0.229, 0.224, 0.225]")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(named(weights, "mean=[0.229, 0.224, 0.225]", "sd=[0.485, 0.456, 0.406]")
                        .finding())
                .startsWith("mean and sd look swapped")
                .contains("podium/resnet10");
        assertThat(named(weights).status()).isEqualTo(Status.WARNED);
    }
}
