package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;

class TransformsProbeTest {
    private static final String RESIZE = "{resize: {size: 32, square: true}}";

    @TempDir
    private static Path folder;

    private static CheckLine line(String augment, String view) throws IOException {
        return TransformsProbe.of(Probed.bench(folder, "augment=" + augment, "view=" + view));
    }

    @Test
    void randomTrainingAndSteadyEvaluationPass() throws IOException {
        CheckLine line = line("[{random-resized-crop: {size: 24}}]", "[" + RESIZE + "]");
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(line.finding())
                .contains("6 of 6 images differ")
                .contains("at 24 px")
                .contains("at 32 px");
        assertThat(line("[" + RESIZE + ", horizontal-flip]", "[" + RESIZE + "]").status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void nothingLeftToChanceInTrainingIsWarnedOf() throws IOException {
        CheckLine same = line("[" + RESIZE + "]", "[" + RESIZE + "]");
        assertThat(same.status()).isEqualTo(Status.WARNED);
        assertThat(same.finding()).contains("0 of 6").contains("evaluation sees the same");
        CheckLine fixed = line("[{resize: {size: 24, square: true}}]", "[" + RESIZE + "]");
        assertThat(fixed.status()).isEqualTo(Status.WARNED);
        assertThat(fixed.finding()).contains("nothing is left to chance");
    }

    /** However seldom it shows. */
    @Test
    void aRareChanceInEvaluationFails() throws IOException {
        CheckLine line = line("[" + RESIZE + "]", "[" + RESIZE + ", {horizontal-flip: {p: 0.0001}}]");
        assertThat(line.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void chanceInEvaluationFails() throws IOException {
        CheckLine line = line("[" + RESIZE + ", horizontal-flip]", "[" + RESIZE + ", horizontal-flip]");
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.todo()).contains("out of view");
    }
}
