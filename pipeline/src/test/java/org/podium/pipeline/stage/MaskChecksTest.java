package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.podium.pipeline.competition.Rle;
import org.podium.pipeline.image.MaskFile;

class MaskChecksTest {
    private static Map<Integer, String> runs(int row, int width, int height, int classes) {
        try (Mat mask = MaskChecks.blocks(row, width, height, classes)) {
            return Rle.encode(MaskFile.bytes(mask), width, height);
        }
    }

    /** Test sets have thousands of images with millions of pixels. */
    @Test
    void masksOfADrySubmissionHaveEveryClassAndFewRuns() {
        for (int classes : new int[] {2, 3, 9, 64}) {
            Map<Integer, String> runs = runs(0, 1000, 600, classes);
            assertThat(runs).hasSize(classes);
            assertThat(String.join(" ", runs.values()).split(" ").length / 2).isLessThanOrEqualTo(8 * 1000);
        }
        Set<Integer> met = new HashSet<>();
        for (int row = 0; row < 4; row++) {
            met.addAll(runs(row, 9, 8, 255).keySet());
        }
        assertThat(met).hasSize(255);
    }
}
