package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.weights.Safetensors;

/** Modules made by torch, with a head of podium's. */
class BackboneTest {
    private static final int SIZE = 32;
    private static final int CLASSES = 4;
    private static final int ROWS = 3;
    private static final long[] LABELS = {0, 1, 2};

    private static Path golden(String file) {
        URL resource = BackboneTest.class.getResource("/golden/backbone/" + file);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Backbone backbone(String name) {
        return Backbone.read(golden(name + ".pt"), SIZE, CLASSES);
    }

    private static Map<String, Tensor> fresh(Architecture architecture) {
        return architecture.initialise(name -> new SplittableRandom(name.hashCode()));
    }

    private static Network network(Architecture architecture, Map<String, Tensor> weights) {
        return new Network(
                architecture,
                weights,
                Numbers.BF16,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                Device.cpu());
    }

    private static ByteBuffer images() {
        return Formula.images("images", ROWS, SIZE);
    }

    private static float[][] logits(Network network) {
        return network.logits(images(), ROWS, SIZE, SIZE);
    }

    /** Plain gradient descent. */
    private static float step(Network network, Mode mode) {
        float loss = Backward.pass(network, images(), SIZE, LABELS, 0, mode);
        try (NDManager passing = network.manager().newSubManager()) {
            Map<String, Tensor> moved = new LinkedHashMap<>();
            network.trained(mode.frozenStages()).forEach((name, weight) -> {
                Tensor before = network.tensors().get(name);
                NDArray gradient = weight.getGradient();
                gradient.attach(passing);
                float[] slope = gradient.toFloatArray();
                float[] values = before.values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] -= 0.05f * slope[i];
                }
                moved.put(name, new Tensor(before.shape(), values));
                gradient.muli(0);
            });
            network.load(moved);
        }
        return loss;
    }

    @ParameterizedTest
    @CsvSource({"maps,12", "vectors,10"})
    void theFeaturesAreCountedAndTheHeadFits(String name, int features) {
        Backbone backbone = backbone(name);
        assertThat(backbone.features()).isEqualTo(features);
        assertThat(backbone.shapes()).containsEntry("head.bias", new long[] {CLASSES});
        assertThat(backbone.shapes().get("head.weight")).containsExactly(CLASSES, features);
        assertThat(backbone.shapes().keySet().stream().filter(backbone::head))
                .containsExactly("head.weight", "head.bias");
        Map<String, Tensor> weights = fresh(backbone);
        assertThat(weights.keySet()).containsExactlyElementsOf(backbone.shapes().keySet());
        weights.forEach((tensor, values) ->
                assertThat(values.shape()).isEqualTo(backbone.shapes().get(tensor)));
    }

    private static Network withFormulaHead(Backbone backbone) {
        Map<String, Tensor> weights = fresh(backbone);
        Formula.weights(backbone).forEach((name, tensor) -> {
            if (backbone.head(name)) {
                weights.put(name, tensor);
            }
        });
        return network(backbone, weights);
    }

    private static JsonNode expected(String name) throws IOException {
        return new ObjectMapper().readTree(golden("expected.json").toFile()).get(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "vectors"})
    void predictsAsTorch(String name) throws IOException {
        JsonNode expected = expected(name).get("logits");
        try (Network network = withFormulaHead(backbone(name))) {
            float[][] logits = logits(network);
            for (int i = 0; i < ROWS; i++) {
                for (int c = 0; c < CLASSES; c++) {
                    assertThat((double) logits[i][c])
                            .isCloseTo(expected.get(i).get(c).asDouble(), within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "vectors"})
    void theModulesGradientsAreTorchs(String name) throws IOException {
        try (Network network = withFormulaHead(backbone(name))) {
            Backward.pass(network, images(), SIZE, LABELS, 0);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            network.trained().forEach((tensor, weight) -> {
                try (NDArray gradient = weight.getGradient()) {
                    gradients.put(tensor, gradient.toFloatArray());
                }
            });
            Golden.of(expected(name)).assertSummaries("gradients", gradients, Golden.TOLERANCE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "vectors"})
    void frozenOnlyTheHeadChanges(String name) {
        Backbone backbone = backbone(name);
        Map<String, Tensor> weights = fresh(backbone);
        try (Network network = network(backbone, weights)) {
            Mode frozen = new Mode(0, 1, 0);
            float first = step(network, frozen);
            float last = first;
            for (int i = 0; i < 20; i++) {
                last = step(network, frozen);
            }
            assertThat(last).isLessThan(first);
            network.tensors().forEach((tensor, values) -> assertThat(values.equals(weights.get(tensor)))
                    .as(tensor)
                    .isEqualTo(!backbone.head(tensor)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "vectors"})
    void trainedAllOfItChangesAndTheLossFalls(String name) {
        Backbone backbone = backbone(name);
        Map<String, Tensor> weights = fresh(backbone);
        try (Network network = network(backbone, weights)) {
            float first = step(network, Mode.PLAIN);
            float last = first;
            for (int i = 0; i < 20; i++) {
                last = step(network, Mode.PLAIN);
            }
            assertThat(last).isLessThan(0.9f * first);
            network.tensors()
                    .forEach((tensor, values) -> assertThat(values).as(tensor).isNotEqualTo(weights.get(tensor)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"maps", "vectors"})
    void savedAndReadItGivesTheSameLogits(String name, @TempDir Path folder) throws IOException {
        Backbone backbone = backbone(name);
        Path file = folder.resolve("weights.safetensors");
        float[][] trained;
        try (Network network = network(backbone, fresh(backbone))) {
            step(network, Mode.PLAIN);
            Safetensors.write(file, network.tensors());
            trained = logits(network);
        }
        try (Network restored = network(backbone(name), Safetensors.read(file))) {
            assertThat(logits(restored)).isDeepEqualTo(trained);
        }
        try (Network untrained = network(backbone, fresh(backbone))) {
            assertThat(logits(untrained)).isNotEqualTo(trained);
        }
    }

    @Test
    void laterTrainingLeavesASnapshotAsItIs() {
        Backbone backbone = backbone("maps");
        try (Network network = network(backbone, fresh(backbone));
                Snapshot snapshot = network.snapshot()) {
            float[][] before = snapshot.logits(images(), ROWS, SIZE, SIZE);
            step(network, Mode.PLAIN);
            assertThat(snapshot.logits(images(), ROWS, SIZE, SIZE)).isDeepEqualTo(before);
            assertThat(logits(network)[0]).isNotEqualTo(before[0]);
        }
    }

    /** Its normalisation and its dropout are as in evaluation, in training too. */
    @Test
    void trainingComputesWhatPredictionDoes() {
        Backbone backbone = backbone("maps");
        try (Network network = network(backbone, fresh(backbone))) {
            float[][] logits = logits(network);
            double predicted = 0;
            for (int i = 0; i < ROWS; i++) {
                predicted -= Softmax.logOf(logits[i])[i] / ROWS;
            }
            assertThat((double) Backward.pass(network, images(), SIZE, LABELS, 0))
                    .isCloseTo(predicted, within(1e-5));
            network.observe(images(), ROWS, SIZE, SIZE, 0, 1);
            network.resetStatistics(0);
            assertThat(logits(network)).isDeepEqualTo(logits);
        }
    }

    @Test
    void whatIsNoSuchModuleIsRefused(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.pt"), "text");
        assertThatThrownBy(() -> Backbone.read(text, SIZE, CLASSES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("text.pt is no TorchScript module");
        assertThatThrownBy(() -> Backbone.read(golden("two.pt"), SIZE, CLASSES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("two.pt gives 2 tensors, expected one");
        assertThatThrownBy(() -> Backbone.read(golden("half.pt"), SIZE, CLASSES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("half.pt: parameter")
                .hasMessageContaining("is not fp32");
        assertThatThrownBy(() -> Backbone.read(golden("vectors.pt"), 2 * SIZE, CLASSES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("vectors.pt");
        assertThatThrownBy(() -> Backbone.read(folder.resolve("none.pt"), SIZE, CLASSES))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is no file");
    }
}
