package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> SD = List.of(0.229, 0.224, 0.225);

    static Map<String, Tensor> weights(String name, double width, int classes) {
        return Networks.named(name, width, classes).initialise(tensor -> new SplittableRandom(tensor.hashCode()));
    }

    private static Network network(String name, double width, int classes, Numbers numbers) {
        return network(Networks.named(name, width, classes), weights(name, width, classes), numbers);
    }

    private static Network network(Architecture architecture, Map<String, Tensor> weights, Numbers numbers) {
        return new Network(architecture, weights, numbers, MEAN, SD, Device.cpu());
    }

    static ByteBuffer pixels(int rows, int size) {
        byte[] bytes = new byte[rows * size * size * 3];
        new java.util.Random(5).nextBytes(bytes);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    @ParameterizedTest
    @EnumSource(Numbers.class)
    void whatGoesInComesOutAgain(Numbers numbers) {
        try (Network network = network("resnet18", 0.25, 7, numbers)) {
            assertThat(network.tensors()).isEqualTo(weights("resnet18", 0.25, 7));
        }
    }

    @ParameterizedTest
    @CsvSource({"resnet10,1", "resnet18,0.5", "resnet34,0.25", "resnet50,0.25", "cifar-resnet32,0.5", "cifar-resnet44,2"
    })
    void oneProgramServesEveryDepthAndWidth(String name, double width) {
        try (Network network = network(name, width, 5, Numbers.FP32)) {
            float[][] logits = network.logits(pixels(3, 32), 3, 32, 32);
            assertThat(logits).hasDimensions(3, 5);
            assertThat(logits[0]).isNotEqualTo(logits[1]);
        }
    }

    /** Parameter counts of torchvision's models and of the published CIFAR ResNets, without running statistics. */
    @ParameterizedTest
    @CsvSource({
        "resnet18,1,1000,11689512",
        "resnet34,1,1000,21797672",
        "resnet50,1,1000,25557032",
        "resnet101,1,1000,44549160",
        "resnet152,1,1000,60192808",
        "alexnet,1,1000,61100840",
        "mobilenetv1,1,1000,4231976",
        "mobilenetv1,0.25,1000,470072",
        "cifar-resnet20,1,10,269722",
        "cifar-resnet32,1,10,464154",
        "cifar-resnet44,1,10,658586",
        "cifar-resnet56,1,10,853018",
        "cifar-resnet110,1,10,1727962",
        "cnn5,1,11,12833803"
    })
    void hasTheReferencesNumberOfParameters(String name, double width, int classes, long expected) {
        long count = Networks.named(name, width, classes).shapes().entrySet().stream()
                .filter(e -> Architecture.trained(e.getKey()))
                .mapToLong(e -> Tensor.size(e.getValue()))
                .sum();
        assertThat(count).isEqualTo(expected);
    }

    static List<Arguments> everyNetworkInBothFormats() {
        List<Arguments> all = new ArrayList<>();
        for (String name : Networks.classifiers()) {
            for (Numbers numbers : Numbers.values()) {
                all.add(Arguments.of(name, numbers));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyNetworkInBothFormats")
    void firstLossIsThatOfAGuess(String name, Numbers numbers) {
        try (Network network = network(name, 0.25, 20, numbers)) {
            long[] labels = new long[16];
            Arrays.setAll(labels, i -> i);
            assertThat((double) Backward.pass(network, pixels(16, 64), 64, labels, 0))
                    .isCloseTo(Math.log(20), within(0.25 * Math.log(20)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void stagesFollowEachOtherFromTheStemToTheHead(String name) {
        Architecture network = Networks.named(name, 0.25, 9);
        List<Integer> stages =
                network.shapes().keySet().stream().map(network::stage).toList();
        assertThat(stages).isSorted().startsWith(0);
        assertThat(Set.copyOf(stages)).hasSize(network.stages());
        assertThat(network.shapes().keySet().stream().filter(network::head).toList())
                .hasSize(2)
                .allSatisfy(head -> assertThat(network.shapes().get(head)[0]).isEqualTo(9));
    }

    static List<String> names() {
        return Networks.classifiers();
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Networks.named("vgg16", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no network named vgg16")
                .hasMessageContaining("cnn5");
    }

    /** Not MobileNetV1's: fresh, and without shortcuts, it makes noise of bf16's rounding on the way back. */
    @ParameterizedTest
    @CsvSource({"resnet18,0.5,64", "resnet50,0.25,64", "cifar-resnet20,1,32", "cnn5,0.25,64", "alexnet,0.25,96"})
    void gradientsInBothNumberFormatsPointTheSameWay(String name, double width, int size) {
        Map<String, float[]> fp32 = gradients(name, width, size, Numbers.FP32);
        Map<String, float[]> bf16 = gradients(name, width, size, Numbers.BF16);
        double product = 0;
        double a = 0;
        double b = 0;
        for (String tensor : fp32.keySet()) {
            float[] x = fp32.get(tensor);
            float[] y = bf16.get(tensor);
            for (int i = 0; i < x.length; i++) {
                product += (double) x[i] * y[i];
                a += (double) x[i] * x[i];
                b += (double) y[i] * y[i];
            }
        }
        assertThat(product / Math.sqrt(a * b)).isBetween(0.9, 1.0);
        assertThat(Math.sqrt(b / a)).isBetween(0.95, 1.05);
    }

    private static Map<String, float[]> gradients(String name, double width, int size, Numbers numbers) {
        Architecture architecture = Networks.named(name, width, 6);
        try (Network network = network(architecture, Formula.weights(architecture), numbers)) {
            Backward.pass(network, pixels(8, size), size, Formula.labels(8, 6), 0, new Mode(0, 0, 3));
            Map<String, float[]> gradients = new LinkedHashMap<>();
            network.trained().forEach((tensor, weight) -> {
                try (NDArray gradient = weight.getGradient()) {
                    gradients.put(tensor, gradient.toFloatArray());
                }
            });
            return gradients;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18,0.5,64",
        "resnet50,0.25,64",
        "cifar-resnet20,1,32",
        "mobilenetv1,0.25,64",
        "cnn5,0.25,64",
        "alexnet,0.25,96"
    })
    void bothNumberFormatsAgree(String name, double width, int size) {
        float[][] fp32;
        float[][] bf16;
        try (Network a = network(name, width, 6, Numbers.FP32);
                Network b = network(name, width, 6, Numbers.BF16)) {
            fp32 = a.logits(pixels(4, size), 4, size, size);
            bf16 = b.logits(pixels(4, size), 4, size, size);
        }
        assertThat(bf16[0]).isNotEqualTo(fp32[0]);
        float most = 0;
        for (float[] row : fp32) {
            for (float logit : row) {
                most = Math.max(most, Math.abs(logit));
            }
        }
        for (int i = 0; i < 4; i++) {
            assertThat(bf16[i]).containsExactly(fp32[i], within(0.05f * most));
        }
    }

    @Test
    void gradientsAddUpOverBatches() {
        try (Network network = network("resnet10", 0.25, 3, Numbers.FP32)) {
            long[] labels = {0, 1, 2, 0};
            Backward.pass(network, pixels(4, 32), 32, labels, 0);
            float[] once = network.trained().get("fc.weight").getGradient().toFloatArray();
            Backward.pass(network, pixels(4, 32), 32, labels, 0);
            float[] twice = network.trained().get("fc.weight").getGradient().toFloatArray();
            assertThat(once).contains(once[0]).isNotEqualTo(new float[once.length]);
            for (int i = 0; i < once.length; i++) {
                assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-5f));
            }
        }
    }

    /** Once the running statistics are the batch's, prediction has to give what training does. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet10", "resnet50"})
    void predictsWithRunningStatistics(String name) {
        Map<String, Tensor> weights = weights(name, 0.25, 5);
        // Last norms start at zero, which would hide what is before them.
        weights.replaceAll(
                (key, tensor) -> key.matches(".*bn[23].weight") ? Tensor.filled(0.5f, tensor.shape()) : tensor);
        long[] labels = new long[16];
        Arrays.setAll(labels, i -> i % 5);
        try (Network network = network(Networks.named(name, 0.25, 5), weights, Numbers.FP32)) {
            float trained = 0;
            for (int i = 0; i < 60; i++) {
                trained = Backward.pass(network, pixels(16, 96), 96, labels, 0);
            }
            float[][] logits = network.logits(pixels(16, 96), 16, 96, 96);
            double predicted = 0;
            for (int i = 0; i < 16; i++) {
                predicted -= Softmax.logOf(logits[i])[(int) labels[i]] / 16;
            }
            assertThat(predicted).isCloseTo(trained, within(0.02));
        }
    }

    @Test
    void laterTrainingLeavesASnapshotAsItIs() {
        try (Network network = network("resnet10", 0.25, 3, Numbers.FP32);
                Snapshot snapshot = network.snapshot()) {
            float[][] before = snapshot.logits(pixels(4, 32), 4, 32, 32);
            // The first moves the running statistics, the second is what an optimizer does.
            Backward.pass(network, pixels(4, 32), 32, new long[] {0, 1, 2, 0}, 0);
            network.trained().get("fc.bias").addi(1);
            assertThat(snapshot.logits(pixels(4, 32), 4, 32, 32)).isDeepEqualTo(before);
            assertThat(network.logits(pixels(4, 32), 4, 32, 32)[0]).isNotEqualTo(before[0]);
        }
    }
}
