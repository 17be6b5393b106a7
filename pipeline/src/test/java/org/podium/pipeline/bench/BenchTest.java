package org.podium.pipeline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.cli.Main;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.WorkerFailure;

/** Real processes on images so small that speed means nothing. */
class BenchTest {
    private static final Work TRAIN = new Work(Work.Kind.TRAIN, 32, 4, 1);
    private static final Work PREDICT = new Work(Work.Kind.PREDICT, 32, 4, 1);

    @Test
    void measuresEveryContest() throws Exception {
        List<Contest> told = new ArrayList<>();
        TrainBench bench = new TrainBench(1, 2, 0.1, List.of(TRAIN, PREDICT), List.of(TRAIN));
        TrainBench.Report report = bench.run(Main.class.getName(), told::add);
        assertThat(report.contests()).isEqualTo(told).hasSize(3);
        assertThat(told).extracting(Contest::work).containsExactly("train", "predict", "train");
        assertThat(told)
                .extracting(contest -> contest.second().name())
                .containsExactly("DJL", "DJL", "1 worker x 2 threads");
        assertThat(told).allSatisfy(contest -> {
            assertThat(contest.first().rounds()).hasSize(2).allSatisfy(rate -> assertThat(rate)
                    .isPositive());
            assertThat(contest.second().rounds()).hasSize(2);
        });
    }

    @Test
    void measuresTheWayIntoABatchAgainstDecoding(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> ImageBench.of(folder, 1, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no file named .jpg or .jpeg");
        assertThatThrownBy(() -> ImageBench.of(folder.resolve("none"), 1, 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no such folder");
        try (Mat image = new Mat(90, 120, opencv_core.CV_8UC3, Scalar.all(100))) {
            opencv_imgcodecs.imwrite(folder.resolve("one.JPG").toString(), image);
            opencv_imgcodecs.imwrite(folder.resolve("two.png").toString(), image);
        }
        ImageBench bench = ImageBench.of(folder, 2, 1);

        assertThat(bench.files()).containsExactly(folder.resolve("one.JPG"));
        Contest contest = new ImageBench(bench.files(), 2, 1).run();
        assertThat(contest.first().rounds()).hasSize(2);
        // The one does all that the other does, and more; a turn may be disturbed.
        assertThat(contest.lowestRatio()).isPositive().isLessThan(1.5);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void looksAtTheMemoryOfAWorker() throws Exception {
        MemoryBench.Report report = new MemoryBench(32, 4, 1, 30, 10).run(Main.class.getName(), look -> {});
        assertThat(report.looks()).extracting(MemoryBench.Look::step).containsExactly(10, 20, 30);
        // Weights, gradients and two moments are 4 x 45 MB.
        assertThat(report.looks())
                .allSatisfy(look -> assertThat(look.resident()).isBetween(180.0, look.peak()));
        assertThat(report.peak()).isEqualTo(report.looks().get(2).peak());
    }

    @Test
    void driftIsTheLargestDistanceFromTheFirstLook() {
        MemoryBench.Report report = new MemoryBench.Report(
                java.util.Map.of(),
                "bf16",
                224,
                32,
                2,
                List.of(
                        new MemoryBench.Look(50, 1000, 1500),
                        new MemoryBench.Look(100, 960, 1560),
                        new MemoryBench.Look(150, 1020, 1575)));
        assertThat(report.drift()).isEqualTo(0.04);
        assertThat(report.peakGrowth()).isCloseTo(0.05, within(1e-9));
        assertThat(report.peak()).isEqualTo(1575);
    }

    @Test
    void aProcessThatDiesIsNamedWithItsLastWords() throws Exception {
        try (BenchProcess process = new BenchProcess("org.podium.NoSuchClass", Contender.Kind.DJL, 1)) {
            assertThatThrownBy(() -> {
                        process.give(TRAIN);
                        process.seconds();
                    })
                    .isInstanceOf(WorkerFailure.class)
                    .hasMessageContaining("DJL")
                    .hasMessageContaining("org.podium.NoSuchClass");
        }
    }

    /** torchvision's resnet18 has as many. */
    @Test
    void theOtherSideIsTheSameNetwork() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block block = DjlResNet.resnet18(1000);
            block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
            long parameters = block.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .mapToLong(parameter -> parameter.getArray().size())
                    .sum();
            assertThat(parameters).isEqualTo(11_689_512);
            assertThat(block.getOutputShapes(new Shape[] {new Shape(2, 3, 64, 64)}))
                    .containsExactly(new Shape(2, 1000));
        }
    }
}
