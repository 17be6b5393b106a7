package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.train.PixelLoss;
import org.podium.pipeline.weights.WeightFile;

/** FCN and U-Net. */
class SegmenterTest {
    private static final int CLASSES = 7;
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> SD = List.of(0.229, 0.224, 0.225);

    /** Against references.py, in double precision, on images whose sides are no multiples of anything. */
    private enum Case {
        FCN("fcn.json", new Fcn(resnet(true))),
        UNET("unet.json", new UNet(resnet(false)));

        private final String file;
        private final Architecture shape;

        Case(String file, Architecture shape) {
            this.file = file;
            this.shape = shape;
        }
    }

    private static ResNet resnet(boolean bottleneck) {
        return new ResNet(List.of(1, 1, 1, 1), bottleneck, 0.125, CLASSES);
    }

    private static Network network(Architecture shape, Map<String, Tensor> weights, Numbers numbers) {
        return new Network(shape, weights, numbers, MEAN, SD, Device.cpu());
    }

    private static Network formula(Architecture shape, Numbers numbers) {
        return network(shape, Formula.weights(shape), numbers);
    }

    private static Map<String, Tensor> drawn(Architecture shape) {
        return shape.initialise(tensor -> new SplittableRandom(tensor.hashCode()));
    }

    private static float pass(Network network, Batch batch, Mode mode) {
        try (PixelLoss loss = new PixelLoss(LossChoice.CROSS_ENTROPY, 0, Optional.empty(), CLASSES, Device.cpu())) {
            return network.backward(
                    batch.pixels,
                    batch.rows,
                    batch.height,
                    batch.width,
                    mode,
                    loss.of(batch.masks, batch.rows, batch.height, batch.width));
        }
    }

    private record Batch(ByteBuffer pixels, ByteBuffer masks, int rows, int height, int width) {
        static Batch of(String images, int rows, int height, int width) {
            return new Batch(
                    Formula.images(images, rows, height, width),
                    Formula.masks("masks", rows * height * width, CLASSES),
                    rows,
                    height,
                    width);
        }

        static Batch of(Golden golden) {
            return of(
                    golden.get("images").asText(),
                    golden.get("rows").asInt(),
                    golden.get("height").asInt(),
                    golden.get("width").asInt());
        }

        /** Scores, rows x (classes x height x width). */
        float[][] scores(Network network) {
            return network.logits(pixels, rows, height, width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictsAsTheReference(Case of) throws IOException {
        Golden golden = Golden.read(of.file);
        ReferenceTest.assertShapes(of.shape, golden);
        try (Network network = formula(of.shape, Numbers.FP32)) {
            float[][] rows = Batch.of(golden).scores(network);
            int size = rows[0].length;
            JsonNode expected = golden.get("logits");
            double most = 0;
            for (JsonNode logit : expected) {
                most = Math.max(most, Math.abs(logit.asDouble()));
            }
            for (int k = 0; k < expected.size(); k++) {
                int at = (int) ((long) k * (rows.length * size - 1) / (expected.size() - 1));
                assertThat((double) rows[at / size][at % size])
                        .isCloseTo(expected.get(k).asDouble(), Offset.offset(Golden.TOLERANCE * most));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossGradientsAndStatisticsAreTheReferences(Case of) throws IOException {
        Golden golden = Golden.read(of.file);
        try (Network network = formula(of.shape, Numbers.FP32)) {
            assertThat((double) pass(network, Batch.of(golden), Mode.PLAIN))
                    .isCloseTo(golden.get("loss").asDouble(), withinPercentage(100 * Golden.TOLERANCE));
            ReferenceTest.assertGradientsAndStatistics(network, golden, Golden.TOLERANCE);
        }
    }

    static List<String> names() {
        return Recipe.Model.SEGMENTERS;
    }

    /** What a file of weights for classification has and the network has not is its head's, and so is not missed. */
    @ParameterizedTest
    @MethodSource("names")
    void stagesAreTheResNetsAndTheDecoderIsTheHead(String name) {
        Architecture network = Networks.named(name, 0.25, 9);
        Architecture resnet = Networks.named(name.substring(name.indexOf("resnet")), 0.25, 9);
        assertThat(network.dense()).isTrue();
        assertThat(network.stages()).isEqualTo(resnet.stages());
        assertThat(network.shapes().keySet().stream().map(network::stage)).isSorted();
        Map<String, long[]> body = new LinkedHashMap<>(resnet.shapes());
        body.keySet().removeIf(resnet::head);
        body.forEach((tensor, shape) -> {
            assertThat(network.shapes().get(tensor)).as(tensor).isEqualTo(shape);
            assertThat(network.stage(tensor)).as(tensor).isEqualTo(resnet.stage(tensor));
        });
        network.shapes()
                .keySet()
                .forEach(tensor -> assertThat(network.head(tensor)).as(tensor).isEqualTo(!body.containsKey(tensor)));
        assertThat(network.head("fc.weight")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "fcn-resnet10,1,1",
        "unet-resnet10,1,1",
        "fcn-resnet18,33,96",
        "unet-resnet18,33,96",
        "unet-resnet50,70,31"
    })
    void takesImagesOfAnySize(String name, int height, int width) {
        Architecture shape = Networks.named(name, 0.125, CLASSES);
        try (Network network = formula(shape, Numbers.BF16)) {
            assertThat(Batch.of("images", 2, height, width).scores(network)).hasDimensions(2, CLASSES * height * width);
        }
    }

    /** For strides 2 and 8, at the edges too. */
    @ParameterizedTest
    @CsvSource({"upscore3,2,4,6", "upscore2,8,5,3"})
    void transposedConvolutionsBeginAsBilinearInterpolation(String name, int stride, int height, int width) {
        Architecture shape = Networks.named("fcn-resnet10", 0.125, CLASSES);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                Program program = Program.load(Device.cpu(), shape)) {
            PtNDArray kernel = (PtNDArray) Weights.upload(manager, drawn(shape).get(name + ".weight"));
            PtNDArray coarse = (PtNDArray) manager.randomNormal(new Shape(2, CLASSES, height, width));
            try (IValue scores = IValue.from(coarse);
                    IValue weights = IValue.stringMapFrom(Map.of(name + ".weight", kernel));
                    IValue finer = program.call(
                            "finer",
                            scores,
                            weights,
                            IValue.from(name),
                            IValue.from(stride),
                            IValue.from(stride * height),
                            IValue.from(stride * width))) {
                float[] found = finer.toTensor((PtNDManager) manager).toFloatArray();
                float[] expected = coarse.getNDArrayInternal()
                        .interpolation(
                                new long[] {stride * height, stride * width},
                                Image.Interpolation.BILINEAR.ordinal(),
                                false)
                        .toFloatArray();
                assertThat(found).hasSameSizeAs(expected);
                float most = 0;
                for (int i = 0; i < found.length; i++) {
                    most = Math.max(most, Math.abs(found[i] - expected[i]));
                }
                assertThat(most).isLessThan(1e-5f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fcn-resnet10", "unet-resnet10"})
    void weightsForClassificationFitTheEncoder(String name) throws Exception {
        Path file = Path.of(WeightFile.class.getResource("resnet10.safetensors").toURI());
        Architecture shape = Networks.named(name, 1, CLASSES);
        Map<String, Tensor> weights = drawn(shape);
        Map<String, Tensor> given = WeightFile.read(file).fit(shape.shapes(), shape::head);
        assertThat(given.keySet())
                .containsExactlyElementsOf(shape.shapes().keySet().stream()
                        .filter(tensor -> !shape.head(tensor))
                        .toList());
        weights.putAll(given);
        try (Network network = network(shape, weights, Numbers.FP32)) {
            assertThat(network.tensors()).isEqualTo(weights);
        }
    }

    @ParameterizedTest
    @EnumSource
    void frozenStagesGetNoGradientAndKeepTheirStatistics(Case of) {
        try (Network network = formula(of.shape, Numbers.FP32)) {
            Map<String, Tensor> before = network.tensors();
            pass(network, Batch.of("images", 2, 45, 37), new Mode(0, 3, 0));
            network.trained()
                    .forEach((tensor, weight) ->
                            assertThat(weight.hasGradient()).as(tensor).isEqualTo(of.shape.stage(tensor) >= 3));
            network.tensors().forEach((tensor, values) -> {
                boolean moved = !Architecture.trained(tensor) && of.shape.stage(tensor) >= 3;
                assertThat(values.equals(before.get(tensor))).as(tensor).isEqualTo(!moved);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropoutIsAFunctionOfItsSeed(Case of) {
        float[] losses = new float[4];
        double[] dropout = {0.5, 0.5, 0.5, 0};
        long[] seeds = {11, 11, 12, 11};
        for (int i = 0; i < losses.length; i++) {
            try (Network network = formula(of.shape, Numbers.FP32)) {
                losses[i] = pass(network, Batch.of("images", 2, 45, 37), new Mode(dropout[i], 0, seeds[i]));
            }
        }
        assertThat(losses[1]).isEqualTo(losses[0]);
        assertThat(Set.of(losses[0], losses[2], losses[3])).hasSize(3);
    }

    /** Of few classes and of many, which go different ways. */
    @ParameterizedTest
    @CsvSource({"fcn-resnet10,5", "unet-resnet10,16"})
    void probabilitiesAreThoseOfTheLoss(String name, int classes) {
        Architecture shape = Networks.named(name, 0.125, classes);
        Batch batch = Batch.of("images", 2, 21, 34);
        int pixels = 21 * 34;
        try (Network network = formula(shape, Numbers.FP32);
                Snapshot snapshot = network.snapshot()) {
            float[][] scores = batch.scores(network);
            for (LossChoice loss : LossChoice.values()) {
                if (loss.ofPixels()) {
                    float[] found = snapshot.pixelProbabilities(batch.pixels, 2, 21, 34, loss);
                    assertThat(found).hasSize(2 * pixels * classes);
                    for (int i = 0; i < 2 * pixels; i += 31) {
                        float[] pixel = new float[classes];
                        double[] p = new double[classes];
                        for (int c = 0; c < classes; c++) {
                            pixel[c] = scores[i / pixels][c * pixels + i % pixels];
                            p[c] = found[i * classes + c];
                        }
                        assertThat(p).containsExactly(ClassProbabilities.of(loss, pixel), within(1e-5));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothNumberFormatsTellTheSameClasses(Case of) {
        Batch batch = Batch.of("images", 2, 61, 82);
        int[] fp32 = best(of.shape, batch, Numbers.FP32);
        int[] bf16 = best(of.shape, batch, Numbers.BF16);
        int same = 0;
        for (int i = 0; i < fp32.length; i++) {
            same += fp32[i] == bf16[i] ? 1 : 0;
        }
        assertThat((double) same / fp32.length).isBetween(0.97, 1.0);
        assertThat(Arrays.stream(fp32).distinct().count()).isGreaterThan(2);
    }

    /** The likeliest class of every pixel. */
    private static int[] best(Architecture shape, Batch batch, Numbers numbers) {
        try (Network network = formula(shape, numbers);
                Snapshot snapshot = network.snapshot()) {
            float[] p = snapshot.pixelProbabilities(
                    batch.pixels, batch.rows, batch.height, batch.width, LossChoice.CROSS_ENTROPY);
            int[] best = new int[p.length / CLASSES];
            for (int i = 0; i < p.length; i++) {
                if (p[i] > p[i / CLASSES * CLASSES + best[i / CLASSES]]) {
                    best[i / CLASSES] = i % CLASSES;
                }
            }
            return best;
        }
    }

    /** Down to the stem and in the decoder. */
    @ParameterizedTest
    @EnumSource
    void gradientsInBothNumberFormatsPointTheSameWay(Case of) {
        for (String tensor :
                List.of("conv1.weight", of == Case.FCN ? "upscore2.weight" : "decoder.blocks.4.conv1.0.weight")) {
            float[] a = gradient(of.shape, Numbers.FP32, tensor);
            float[] b = gradient(of.shape, Numbers.BF16, tensor);
            assertThat(product(a, b) / Math.sqrt(product(a, a) * product(b, b)))
                    .as(tensor)
                    .isBetween(0.9, 1.0);
            assertThat(product(b, b) / product(a, a)).as(tensor).isBetween(0.9, 1.1);
        }
    }

    private static float[] gradient(Architecture shape, Numbers numbers, String tensor) {
        try (Network network = formula(shape, numbers)) {
            pass(network, Batch.of("images", 3, 61, 82), Mode.PLAIN);
            return network.trained().get(tensor).getGradient().toFloatArray();
        }
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
