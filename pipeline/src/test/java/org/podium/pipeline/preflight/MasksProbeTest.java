package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;

class MasksProbeTest {
    @TempDir
    private static Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{random-crop: {size: 32}}, horizontal-flip, vertical-flip, transpose]",
                "[{rotate: {limit: [-30, 30]}}, {random-crop: {size: 32}}, color-jitter]",
                "[{random-resized-crop: {size: 32}}, coarse-dropout, gauss-noise, {sometimes: {p: 0.5, transform: rotate-90}}]",
                "[elastic-transform, grid-distortion, {perspective: {}}, {resize: {size: 24, square: true}}]"
            })
    void masksFollowWhateverIsDrawn(String augment) throws IOException {
        CheckLine line = MasksProbe.of(Painted.bench(folder, "augment=" + augment));
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
    }

    /** A picture of three stripes, whose mask is mirrored when the picture is not. */
    @Test
    @SuppressWarnings("try") // the scope frees what is made inside it
    void aMaskThatGoesAnotherWayIsSeen() {
        try (PointerScope scope = new PointerScope()) {
            byte[] stripes = new byte[30 * 20];
            for (int i = 0; i < stripes.length; i++) {
                stripes[i] = (byte) (i % 30 / 10);
            }
            Mask mask = new Mask(MaskFile.mat(stripes, 30, 20), MaskCoding.IGNORED);
            Sample straight = MasksProbe.painted(mask);
            // Two pixels at each edge are left out: 6 of 10 columns in each of three stripes, 16 of 20 rows.
            assertThat(MasksProbe.look(straight)).isEqualTo(new MasksProbe.Seen(288, 288, 600, 600));
            Mat mirrored = new Mat();
            opencv_core.flip(mask.labels(), mirrored, 1);
            Sample torn = Sample.of(straight.image(), new Mask(mirrored, MaskCoding.IGNORED));
            // The stripe in the middle is where it was.
            assertThat(MasksProbe.look(torn)).isEqualTo(new MasksProbe.Seen(288, 96, 600, 600));
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 100, 200, PASSED", "100, 89, 200, FAILED", "0, 0, 0, FAILED", "0, 0, 200, SKIPPED"})
    void whatAgreesDecides(long compared, long agreeing, long known, Status status) {
        CheckLine line = MasksProbe.judge(new MasksProbe.Seen(compared, agreeing, known, 400));
        assertThat(line.status()).as(line.finding()).isEqualTo(status);
    }
}
