package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.LossChoice;

class TorchScriptExportTest {
    private static final List<Double> MEAN = List.of(0.4, 0.5, 0.6);
    private static final List<Double> SD = List.of(0.2, 0.25, 0.3);
    private static final int ROWS = 3;

    @TempDir
    private Path folder;

    private static ByteBuffer pixels(int size) {
        byte[] bytes = new byte[ROWS * size * size * 3];
        new SplittableRandom(5).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    /** As anybody would who has DJL and the file, and nothing of podium's. */
    private static double[][] loaded(Path file, int size)
            throws IOException, MalformedModelException, TranslateException {
        try (Model model = Model.newInstance("exported", Device.cpu(), "PyTorch")) {
            model.load(file.getParent(), file.getFileName().toString());
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
                    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                NDList images =
                        new NDList(manager.create(pixels(size), new Shape(ROWS, size, size, 3), DataType.UINT8));
                float[] flat = predictor.predict(images).singletonOrThrow().toFloatArray();
                int classes = flat.length / ROWS;
                double[][] rows = new double[ROWS][classes];
                for (int i = 0; i < flat.length; i++) {
                    rows[i / classes][i % classes] = flat[i];
                }
                return rows;
            }
        }
    }

    private static float[][] scores(Architecture architecture, Map<String, Tensor> weights, int size) {
        try (Network network = new Network(architecture, weights, Numbers.FP32, MEAN, SD, Device.cpu())) {
            return network.logits(pixels(size), ROWS, size, size);
        }
    }

    /** With scores of which the largest is 0.9, so that no probability is that of a limit. */
    private static Map<String, Tensor> weights(Architecture architecture, int size) {
        Map<String, Tensor> weights = architecture instanceof Backbone
                ? architecture.initialise(name -> new SplittableRandom(name.hashCode()))
                : Formula.weights(architecture);
        if (architecture instanceof Backbone) {
            // As if trained: not what is in the module's file.
            weights.values().forEach(tensor -> {
                for (int i = 0; i < tensor.values().length; i++) {
                    tensor.values()[i] *= 1.5f;
                }
            });
        }
        float most = 0;
        for (float[] row : scores(architecture, weights, size)) {
            for (float score : row) {
                most = Math.max(most, Math.abs(score));
            }
        }
        for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
            float[] values = entry.getValue().values();
            for (int i = 0; i < values.length && architecture.head(entry.getKey()); i++) {
                values[i] *= 0.9f / most;
            }
        }
        return weights;
    }

    private void assertSame(Architecture architecture, int size, LossChoice loss)
            throws IOException, MalformedModelException, TranslateException {
        Map<String, Tensor> weights = weights(architecture, size);
        Path file = folder.resolve("network.pt");
        TorchScriptExport.write(file, architecture, weights, MEAN, SD, loss, Map.of());
        float[][] scores = scores(architecture, weights, size);
        double[][] probabilities = loaded(file, size);
        for (int i = 0; i < ROWS; i++) {
            assertThat(probabilities[i]).containsExactly(ClassProbabilities.of(loss, scores[i]), within(1e-5));
        }
        assertThat(Arrays.stream(probabilities).map(Arrays::toString).distinct())
                .hasSize(ROWS);
    }

    @ParameterizedTest
    @EnumSource(LossChoice.class)
    void probabilitiesAreThoseOfTheLoss(LossChoice loss) throws Exception {
        assertSame(Networks.named("resnet10", 0.125, 4), 40, loss);
    }

    private static List<String> networks() {
        return Networks.classifiers().stream()
                .filter(name -> !name.matches("resnet(101|152)"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsLoadedWithoutPodium(String name) throws Exception {
        assertSame(Networks.named(name, 0.25, 5), 64, LossChoice.CROSS_ENTROPY);
    }

    @ParameterizedTest
    @CsvSource({"fcn-resnet10,FOCAL", "fcn-resnet50,DICE", "unet-resnet18,CROSS_ENTROPY", "unet-resnet50,BCE_DICE"})
    void probabilitiesOfPixelsLieAsTorchHasThem(String name, LossChoice loss) throws Exception {
        int classes = 5;
        int pixels = 40 * 40;
        Architecture architecture = Networks.named(name, 0.125, classes);
        Map<String, Tensor> weights = weights(architecture, 40);
        Path file = folder.resolve("network.pt");
        TorchScriptExport.write(file, architecture, weights, MEAN, SD, loss, Map.of());
        float[][] scores = scores(architecture, weights, 40);
        double[][] probabilities = loaded(file, 40);
        assertThat(probabilities).hasDimensions(ROWS, classes * pixels);
        for (int i = 0; i < ROWS * pixels; i += 53) {
            float[] pixel = new float[classes];
            double[] found = new double[classes];
            for (int c = 0; c < classes; c++) {
                pixel[c] = scores[i / pixels][c * pixels + i % pixels];
                found[c] = probabilities[i / pixels][c * pixels + i % pixels];
            }
            assertThat(found).containsExactly(ClassProbabilities.of(loss, pixel), within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors", "maps"})
    void aModuleOfTheUsersIsInsideWithItsWeightsAsTrained(String module) throws Exception {
        Path file = Path.of(
                getClass().getResource("/golden/backbone/" + module + ".pt").toURI());
        assertSame(Backbone.read(file, 32, 3), 32, LossChoice.CROSS_ENTROPY);
    }

    @Test
    void carriesFurtherTexts() throws IOException {
        Architecture architecture = Networks.named("resnet10", 0.125, 2);
        Path file = folder.resolve("network.pt");
        TorchScriptExport.write(
                file,
                architecture,
                Formula.weights(architecture),
                MEAN,
                SD,
                LossChoice.HINGE,
                Map.of("podium.json", "{\"a\": 1}"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("program/extra/podium.json"))
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("{\"a\": 1}");
            String code = new String(
                    zip.getInputStream(zip.getEntry("program/code/__torch__/podium.py"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(code)
                    .contains("def forward(")
                    .doesNotContain("def train")
                    .doesNotContain("#");
        }
    }
}
