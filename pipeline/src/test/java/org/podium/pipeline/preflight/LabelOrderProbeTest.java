package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.network.Tensor;

/** With a network that knows a few images by heart. */
class LabelOrderProbeTest {
    @TempDir
    private static Path folder;

    private static Workbench bench;
    private static int[] rows;
    private static Map<String, Tensor> weights;

    @BeforeAll
    static void learn() throws IOException {
        bench = Probed.bench(folder);
        rows = bench.spread(8);
        weights = OverfitProbe.of(bench, bench.viewed(rows), 120).weights().orElseThrow();
    }

    @Test
    void everyImageIsGivenItsOwnLabel() throws IOException {
        CheckLine line = LabelOrderProbe.of(bench, weights, rows);
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).contains("all 8 images");
    }

    @Test
    void classesSavedInAnotherOrderFail() throws IOException {
        Subject s = bench.subject();
        Subject shuffled = new Subject(
                s.model(), s.examples(), List.of("red", "blue"), s.labels(), s.seed(), s.numbers(), s.device(), 1);
        CheckLine line =
                LabelOrderProbe.of(new Workbench(shuffled, bench.architecture(), bench.start()), weights, rows);
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("8 of 8 images").containsPattern("'(red|blue)' for '(red|blue)'");
    }

    @Test
    void theRowsAreSpreadOverTheClasses() {
        assertThat(bench.classes(rows)).containsExactlyInAnyOrder(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(bench.spread(100)).hasSize(bench.examples().training().length);
    }

    @Test
    void reloadedWeightsGiveTheSameScoresAndNoFileStays() throws IOException {
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        CheckLine line = ReloadProbe.of(bench, weights, bench.viewed(rows), scratch);
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void otherScoresAfterReloadingFail() {
        float[][] before = {{1, 2}, {3, 4}};
        float[][] after = {{1, 2}, {3, Math.nextUp(4f)}};
        assertThat(ReloadProbe.judge(before, after, 100).status()).isEqualTo(Status.FAILED);
        assertThat(ReloadProbe.judge(before, before.clone(), 100).status()).isEqualTo(Status.PASSED);
        float[][] lost = {{1, Float.NaN}};
        assertThat(ReloadProbe.judge(lost, lost, 100).status()).isEqualTo(Status.FAILED);
    }
}
