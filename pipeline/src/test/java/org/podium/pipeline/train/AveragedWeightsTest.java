package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.WeightAverage;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Formula;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;

class AveragedWeightsTest {
    private record Golden(
            List<Map<String, float[]>> steps, List<Map<String, float[]>> ema, List<Map<String, float[]>> swa) {}

    private static final Golden GOLDEN = Goldens.read("averages.json", Golden.class);

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new WeightAverage.Ema(0.6), GOLDEN.ema()),
                Arguments.of(new WeightAverage.Swa(3), GOLDEN.swa()));
    }

    /** A kernel in channels-last order and running statistics, as a network has them. */
    private static Map<String, NDArray> arrays(NDManager manager) {
        NDArray kernel = manager.zeros(new Shape(2, 2, 1, 3)).transpose(0, 3, 1, 2);
        kernel.setRequiresGradient(true);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("kernel", kernel);
        arrays.put("running_var", manager.zeros(new Shape(4)));
        return arrays;
    }

    private static void set(Map<String, NDArray> arrays, Map<String, float[]> values) {
        arrays.forEach((name, array) -> {
            try (NDArray value = array.getManager().create(values.get(name), array.getShape())) {
                array.set(new NDIndex("..."), value);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theAverageIsTorchsAfterEveryStep(WeightAverage rule, List<Map<String, float[]>> expected) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Map<String, NDArray> arrays = arrays(manager);
            try (AveragedWeights average = new AveragedWeights(rule, arrays, manager)) {
                for (int step = 0; step < expected.size(); step++) {
                    set(arrays, GOLDEN.steps().get(step));
                    average.add();
                    Map<String, Tensor> mean = mean(average, arrays);
                    assertThat(mean).containsOnlyKeys(arrays.keySet());
                    Map<String, float[]> torchs = expected.get(step);
                    mean.forEach((name, tensor) ->
                            assertThat(tensor.values()).containsExactly(torchs.get(name), within(1e-6f)));
                }
                assertThat(average.averaged()).isEqualTo(expected.size());
            }
        }
    }

    private static Network network() {
        Architecture shape = Networks.named("resnet10", 0.125, 3);
        return new Network(
                shape,
                shape.initialise(tensor -> new SplittableRandom(tensor.hashCode())),
                Numbers.FP32,
                List.of(0.5, 0.5, 0.5),
                List.of(0.25, 0.25, 0.25),
                Device.cpu());
    }

    private static void move(Network network) {
        network.trained().values().forEach(weight -> weight.muli(1.25f));
    }

    @Test
    void swapsWithTheNetworksWeightsAndBackToTheBit() {
        ByteBuffer pixels = Formula.images("swap", 4, 32);
        try (Network network = network();
                AveragedWeights average =
                        new AveragedWeights(new WeightAverage.Swa(2), network.weights(), network.manager())) {
            average.add();
            Map<String, Tensor> first = network.tensors();
            move(network);
            Map<String, Tensor> last = network.tensors();
            float[][] lastLogits = network.logits(pixels, 4, 32, 32);
            assertThat(mean(average, network.weights())).isEqualTo(first);

            average.swap();
            assertThat(network.tensors()).isEqualTo(first);
            assertThat(mean(average, network.weights())).isEqualTo(last);
            assertThat(network.logits(pixels, 4, 32, 32)).isNotEqualTo(lastLogits);

            average.swap();
            assertThat(network.tensors()).isEqualTo(last);
            assertThat(network.logits(pixels, 4, 32, 32)).isDeepEqualTo(lastLogits);
        }
    }

    @Test
    void sameWeightsSameBits() {
        assertThat(trained()).isEqualTo(trained());
    }

    private static Map<String, Tensor> trained() {
        try (Network network = network();
                AveragedWeights average =
                        new AveragedWeights(new WeightAverage.Ema(0.9), network.weights(), network.manager())) {
            for (int step = 0; step < 5; step++) {
                move(network);
                average.add();
            }
            return mean(average, network.weights());
        }
    }

    /** The average: what the arrays hold while it has changed places with them. */
    private static Map<String, Tensor> mean(AveragedWeights average, Map<String, NDArray> arrays) {
        average.swap();
        Map<String, Tensor> mean = new LinkedHashMap<>();
        arrays.forEach(
                (name, array) -> mean.put(name, new Tensor(array.getShape().getShape(), array.toFloatArray())));
        average.swap();
        return mean;
    }

    @Test
    void whatItHeldIsFreedOnClose() {
        try (Network network = network()) {
            List<NDArray> before = network.manager().getManagedArrays();
            AveragedWeights average =
                    new AveragedWeights(new WeightAverage.Ema(0.9), network.weights(), network.manager());
            average.add();
            assertThat(network.manager().getManagedArrays()).hasSizeGreaterThan(before.size());
            average.close();
            assertThat(network.manager().getManagedArrays()).hasSameSizeAs(before);
            assertThat(network.tensors()).isNotEmpty();
        }
    }

    @Test
    void nothingAveragedIsNoAverage() {
        try (Network network = network();
                AveragedWeights average =
                        new AveragedWeights(new WeightAverage.Ema(0.9), network.weights(), network.manager())) {
            assertThatIllegalStateException().isThrownBy(average::swap);
        }
    }
}
