package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dropout, frozen stages, running statistics measured anew, weights overwritten. */
class ModeTest {
    private static final int CLASSES = 5;
    private static final int ROWS = 6;
    private static final int SIZE = 64;

    private static Network network(String name) {
        Architecture architecture = Networks.named(name, 0.125, CLASSES);
        return new Network(
                architecture,
                Formula.weights(architecture),
                Numbers.FP32,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                Device.cpu());
    }

    private static ByteBuffer images(String name) {
        return Formula.images(name, ROWS, SIZE);
    }

    private static float pass(Network network, Mode mode) {
        return Backward.pass(network, images("images"), SIZE, Formula.labels(ROWS, CLASSES), 0, mode);
    }

    private static Map<String, float[]> gradients(Network network, int frozenStages) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        network.trained(frozenStages).forEach((name, weight) -> {
            try (NDArray gradient = weight.getGradient()) {
                gradients.put(name, gradient.toFloatArray());
            }
        });
        return gradients;
    }

    static List<String> names() {
        return List.of("resnet10", "cifar-resnet20", "mobilenetv1", "cnn5", "alexnet");
    }

    @ParameterizedTest
    @MethodSource("names")
    void dropoutIsAFunctionOfItsSeed(String name) {
        float[] losses = new float[3];
        long[] seeds = {11, 11, 12};
        for (int i = 0; i < losses.length; i++) {
            try (Network network = network(name)) {
                // Whatever was drawn before makes no difference.
                pass(network, new Mode(0.3, 0, 100 + i));
                losses[i] = pass(network, new Mode(0.5, 0, seeds[i]));
            }
        }
        assertThat(losses[1]).isEqualTo(losses[0]);
        assertThat(losses[2]).isNotEqualTo(losses[0]);
    }

    /** Zeroed features get no gradient at the head; the others' is scaled. */
    @Test
    void dropoutZeroesItsShareOfTheFeaturesAndScalesTheOthers() {
        float[] plain;
        float[] dropped;
        try (Network network = network("cnn5")) {
            pass(network, Mode.PLAIN);
            plain = gradients(network, 0).get("fc.4.bias");
        }
        int zeros = 0;
        int trials = 40;
        int features = 64;
        for (int seed = 0; seed < trials; seed++) {
            try (Network network = network("cnn5")) {
                // One row: its loss is a function of the kept features alone.
                Backward.pass(
                        network, Formula.images("one", 1, 128), 128, new long[] {1}, 0, new Mode(0.75, 7 - 1, seed));
                float[] gradient = gradients(network, 6).get("fc.4.weight");
                for (int f = 0; f < features; f++) {
                    zeros += gradient[f] == 0 ? 1 : 0;
                }
            }
        }
        int dead = 0;
        try (Network network = network("cnn5")) {
            Backward.pass(network, Formula.images("one", 1, 128), 128, new long[] {1}, 0, new Mode(0, 6, 0));
            dropped = gradients(network, 6).get("fc.4.weight");
            for (int f = 0; f < features; f++) {
                dead += dropped[f] == 0 ? 1 : 0;
            }
        }
        assertThat(plain).hasSize(CLASSES);
        // ReLU leaves some features at zero anyway. Five standard deviations of the others' binomial.
        int alive = (features - dead) * trials;
        assertThat((double) zeros - dead * trials).isCloseTo(0.75 * alive, within(5 * Math.sqrt(alive * 0.75 * 0.25)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void frozenStagesGetNoGradientAndKeepTheirStatistics(String name) {
        try (Network network = network(name)) {
            Architecture architecture = network.architecture();
            Map<String, Tensor> before = network.tensors();
            int frozen = architecture.stages() - 2;
            pass(network, new Mode(0, frozen, 0));
            network.trained().forEach((tensor, weight) -> assertThat(weight.hasGradient())
                    .as(tensor)
                    .isEqualTo(architecture.stage(tensor) >= frozen));
            assertThat(network.trained(frozen).keySet())
                    .isEqualTo(gradients(network, frozen).keySet())
                    .allSatisfy(tensor -> assertThat(architecture.stage(tensor)).isGreaterThanOrEqualTo(frozen));
            assertThat(gradients(network, frozen).values())
                    .allSatisfy(g -> assertThat(sum(g)).isPositive());
            network.tensors().forEach((tensor, values) -> {
                boolean moved = !Architecture.trained(tensor) && architecture.stage(tensor) >= frozen;
                assertThat(values.equals(before.get(tensor))).as(tensor).isEqualTo(!moved);
            });
        }
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    /** With everything but the head frozen the training pass is what prediction computes. */
    @ParameterizedTest
    @MethodSource("names")
    void aFrozenNetworkComputesWhatPredictionDoes(String name) {
        try (Network network = network(name)) {
            float loss = pass(network, new Mode(0, network.architecture().stages() - 1, 0));
            float[][] logits = network.logits(images("images"), ROWS, SIZE, SIZE);
            double predicted = 0;
            for (int i = 0; i < ROWS; i++) {
                predicted -= Softmax.logOf(logits[i])[i % CLASSES] / ROWS;
            }
            assertThat(predicted).isCloseTo(loss, within(1e-4));
        }
    }

    /** The gradient above the boundary is the same, whatever is computed below, where statistics agree. */
    @Test
    void whatThawsLaterGetsItsGradient() {
        try (Network network = network("alexnet");
                Network never = network("alexnet")) {
            pass(network, new Mode(0, 4, 7));
            Map<String, float[]> above = gradients(network, 4);
            assertThat(above).doesNotContainKey("features.0.weight");
            pass(never, new Mode(0, 0, 7));
            Map<String, float[]> all = gradients(never, 0);
            above.forEach((name, gradient) ->
                    assertThat(distance(gradient, all.get(name))).as(name).isLessThan(1e-4 * sum(gradient)));
            pass(network, new Mode(0, 0, 7));
            assertThat(sum(gradients(network, 0).get("features.0.weight"))).isPositive();
        }
    }

    @Test
    void statisticsAreTheMeanOverBatches() {
        List<String> batches = List.of("a", "b", "c");
        Map<String, Tensor> before;
        Map<String, Tensor> observed;
        try (Network network = network("resnet10")) {
            before = network.tensors();
            network.resetStatistics(0);
            for (int n = 1; n <= batches.size(); n++) {
                network.observe(images(batches.get(n - 1)), ROWS, SIZE, SIZE, 0, 1.0 / n);
            }
            observed = network.tensors();
        }
        float[] mean = new float[8];
        for (String batch : batches) {
            try (Network network = network("resnet10")) {
                network.observe(images(batch), ROWS, SIZE, SIZE, 0, 1);
                float[] alone = network.tensors().get("bn1.running_mean").values();
                for (int c = 0; c < mean.length; c++) {
                    mean[c] += alone[c] / batches.size();
                }
            }
        }
        assertThat(observed.get("bn1.running_mean").values()).containsExactly(mean, within(1e-5f));
        observed.forEach((name, tensor) ->
                assertThat(tensor.equals(before.get(name))).as(name).isEqualTo(Architecture.trained(name)));
    }

    @Test
    void frozenStatisticsAreNeitherResetNorMoved() {
        try (Network network = network("resnet10")) {
            Map<String, Tensor> before = network.tensors();
            network.resetStatistics(3);
            assertThat(network.tensors().get("layer3.0.bn1.running_var"))
                    .isEqualTo(Tensor.filled(
                            1, before.get("layer3.0.bn1.running_var").shape()));
            network.observe(images("images"), ROWS, SIZE, SIZE, 3, 0.5);
            network.tensors().forEach((name, tensor) -> {
                boolean moved =
                        !Architecture.trained(name) && network.architecture().stage(name) >= 3;
                assertThat(tensor.equals(before.get(name))).as(name).isEqualTo(!moved);
            });
        }
    }

    @Test
    void observingLeavesNoGradient() {
        try (Network network = network("resnet10")) {
            network.observe(images("images"), ROWS, SIZE, SIZE, 0, 0.1);
            assertThat(gradients(network, 0).values())
                    .allSatisfy(g -> assertThat(sum(g)).isZero());
        }
    }

    @Test
    void loadedWeightsArePutWhereTheOldOnesAre() {
        try (Network network = network("resnet10")) {
            NDArray held = network.trained().get("fc.bias");
            Map<String, Tensor> weights = new LinkedHashMap<>(network.tensors());
            weights.replaceAll((name, tensor) -> shifted(tensor));
            network.load(weights);
            assertThat(network.tensors()).isEqualTo(weights);
            assertThat(held.toFloatArray()).isEqualTo(weights.get("fc.bias").values());
            pass(network, Mode.PLAIN);
            assertThat(sum(gradients(network, 0).get("conv1.weight"))).isPositive();
        }
    }

    private static Tensor shifted(Tensor tensor) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.25f;
        }
        return new Tensor(tensor.shape(), values);
    }

    @Test
    void weightsThatDoNotFitAreRefused() {
        try (Network network = network("resnet10")) {
            assertThatThrownBy(() -> network.load(Map.of("fc.bias", Tensor.filled(0, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("fc.bias");
            assertThatThrownBy(() -> network.load(Map.of("head.bias", Tensor.filled(0, 3))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("head.bias");
        }
    }

    @Test
    void anImpossibleModeIsRefused() {
        assertThatThrownBy(() -> new Mode(1, 0, 0)).hasMessageContaining("dropout is 1.0");
        assertThatThrownBy(() -> new Mode(0, -1, 0)).hasMessageContaining("-1");
    }
}
