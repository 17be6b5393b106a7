package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.LabelledImages;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.run.WorkerFailure;
import org.podium.pipeline.weights.Fitting;
import org.podium.pipeline.weights.Safetensors;
import org.podium.pipeline.weights.WeightFile;

/** What is evaluated in this process, and how the death of another is told. */
class EvaluationTest {
    private static final double WIDTH = 0.125;
    private static final int SIDE = 64;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void draw() throws IOException {
        for (Color color : List.of(Color.RED, Color.BLUE)) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(color);
            graphics.fillOval(8, 8, 40, 40);
            graphics.dispose();
            ImageIO.write(image, "png", folder.resolve(color.getRed() + ".png").toFile());
        }
    }

    static List<String> networks() {
        return Networks.classifiers();
    }

    private static Map<String, Tensor> drawn(String network) {
        Architecture architecture = Networks.named(network, WIDTH, 3);
        return architecture.initialise(name -> new Seed(1).stream("evaluation test", name));
    }

    private static Evaluation evaluation(String network, Path weights, int size) throws IOException {
        Fitting fitting =
                Fitting.of(network, WIDTH, WeightFile.inspect(weights)).orElseThrow();
        List<String> names = List.of("255.png", "0.png");
        return Evaluation.of(
                fitting,
                weights,
                new Evaluation.View(Evaluation.MEAN, Evaluation.SD, 0, size),
                new Evaluation.Means(2, Precision.FP32, "cpu", 1),
                "",
                new LabelledImages(names, names.stream().map(folder::resolve).toList(), List.of(0, 2)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsEvaluatedWithWeightsThatFit(String network) throws IOException {
        Path weights = folder.resolve(network + ".safetensors");
        Safetensors.write(weights, drawn(network));
        Evaluation evaluation = evaluation(network, weights, SIDE);
        assertThat(evaluation.network()).isEqualTo(new Fitting(network, WIDTH, 3));
        Evaluation.Result result = Evaluation.perform(evaluation.toLine(), event -> {});
        assertThat(result.images()).isEqualTo(2);
        assertThat(result.top5()).isEqualTo(1);
        assertThat(result.logLoss()).isFinite().isPositive();
    }

    @Test
    void aNetworkThatGivesNaNIsToldWithTheImage() throws IOException {
        Map<String, Tensor> broken = drawn("resnet10");
        broken.get("fc.bias").values()[1] = Float.NaN;
        Path weights = folder.resolve("nan.safetensors");
        Safetensors.write(weights, broken);
        String line = evaluation("resnet10", weights, SIDE).toLine();
        assertThatThrownBy(() -> Evaluation.perform(line, event -> {}))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("255.png: the network gives NaN for class 1");
    }

    @Test
    void imagesThatTheNetworkCannotTakeAreToldBefore() throws IOException {
        Path weights = folder.resolve("large.safetensors");
        Safetensors.write(weights, drawn("alexnet"));
        assertThatThrownBy(() -> evaluation("alexnet", weights, 32))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("images of 32 px are too small for alexnet, which needs ");
    }

    /** An evaluation that nobody is to perform. */
    private static Evaluation of(int images, int side, int batch, double width, String device) {
        return new Evaluation(
                new Fitting("resnet18", width, 2),
                "none",
                Evaluation.MEAN,
                Evaluation.SD,
                0,
                side,
                batch,
                Precision.FP32,
                device,
                1,
                "",
                Collections.nCopies(images, "none.png"),
                Collections.nCopies(images, "none.png"),
                Collections.nCopies(images, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 4096, 1000000, 1, cpu",
        "1000000, 224, 1000000, 0.125, cpu",
        "1000000, 4096, 43, 1, cuda:0",
        "43, 4096, 1000000, 1, cuda:0"
    })
    void batchesBeyondTheMemoryAreRefused(int images, int side, int batch, double width, String device) {
        assertThatThrownBy(() -> Resources.requireRoom(of(images, side, batch, width, device)))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        Math.min(images, batch) + " images of " + side + " px at a time are too many for the memory"
                                + " here; choose --batch-size \\d+ or less, or smaller images");
    }

    @ParameterizedTest
    @CsvSource({"1000000, 224, 32, 1, cpu", "2, 224, 1000000, 1, cpu", "1000000, 4096, 42, 1, cuda:0"})
    void usualBatchesAreNot(int images, int side, int batch, double width, String device) {
        assertThatCode(() -> Resources.requireRoom(of(images, side, batch, width, device)))
                .doesNotThrowAnyException();
    }

    /** There is more to be told than a pipe holds, so the teller is sure to find that nobody listens. */
    @Test
    void aProcessThatDiesAtOnceIsToldByItsStatusAndLastWords() {
        Evaluation much = of(100_000, 224, 32, 1, "cpu");
        assertThatThrownBy(() -> EvaluationProcess.run(much, "none", new Launcher.Settings(1, -1), event -> {}))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageStartingWith("the process that evaluates ended with status 1; its last words:")
                .hasMessageContaining("-Xmx-1m")
                .satisfies(failure -> assertThat(failure.getSuppressed()).isNotEmpty());
    }

    /** The Java machine says so on its standard output. */
    @Test
    void aHeapThatCannotBeHadIsToldToo() {
        Evaluation little = of(1, 224, 32, 1, "cpu");
        assertThatThrownBy(() ->
                        EvaluationProcess.run(little, "none", new Launcher.Settings(1, Integer.MAX_VALUE), event -> {}))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageContaining("ended with status 1; its last words:")
                .hasMessageContaining("heap");
    }
}
