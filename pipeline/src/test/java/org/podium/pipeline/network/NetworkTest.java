package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
    @CsvSource({"resnet10,1", "resnet18,0.5", "resnet34,0.25", "resnet50,0.25"})
    void oneProgramServesEveryDepth(String name, double width) {
        try (Network network = network(name, width, 5, Numbers.FP32)) {
            float[][] logits = network.logits(pixels(3, 32), 3, 32, 32);
            assertThat(logits).hasDimensions(3, 5);
            assertThat(logits[0]).isNotEqualTo(logits[1]);
        }
    }

    /** Parameter counts of torchvision's models, 1,000 classes, without BatchNorm's running statistics. */
    @ParameterizedTest
    @CsvSource({
        "resnet18,11689512",
        "resnet34,21797672",
        "resnet50,25557032",
        "resnet101,44549160",
        "resnet152,60192808"
    })
    void hasTorchvisionsNumberOfParameters(String name, long expected) {
        long count = ResNet.named(name, 1, 1000).shapes().entrySet().stream()
                .filter(e -> Architecture.trained(e.getKey()))
                .mapToLong(e -> Tensor.size(e.getValue()))
                .sum();
        assertThat(count).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Numbers.class)
    void firstLossIsThatOfAGuess(Numbers numbers) {
        try (Network network = network("resnet18", 1, 20, numbers)) {
            long[] labels = new long[16];
            Arrays.setAll(labels, i -> i);
            assertThat((double) Backward.pass(network, pixels(16, 64), 64, labels, 0))
                    .isCloseTo(Math.log(20), within(0.25 * Math.log(20)));
        }
    }

    @Test
    void bothNumberFormatsAgree() {
        float[][] fp32;
        float[][] bf16;
        try (Network a = network("resnet18", 0.5, 6, Numbers.FP32);
                Network b = network("resnet18", 0.5, 6, Numbers.BF16)) {
            fp32 = a.logits(pixels(4, 64), 4, 64, 64);
            bf16 = b.logits(pixels(4, 64), 4, 64, 64);
        }
        assertThat(bf16[0]).isNotEqualTo(fp32[0]);
        for (int i = 0; i < 4; i++) {
            assertThat(bf16[i]).containsExactly(fp32[i], within(0.05f));
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
