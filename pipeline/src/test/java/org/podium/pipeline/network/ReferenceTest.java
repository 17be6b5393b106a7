package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each network against the reference's, torchvision's where it has one, of the same weights: what it predicts, its loss, its
 * gradients, its statistics.
 */
class ReferenceTest {
    private static final int CLASSES = 7;
    private static final int ROWS = 4;

    private enum Case {
        RESNET10("resnet10.json", Networks.named("resnet10", 1, CLASSES), 1e-4),
        RESNET18("resnet18.json", Networks.named("resnet18", 1, CLASSES), 1e-4),
        BOTTLENECK("bottleneck.json", new ResNet(List.of(1, 1, 1, 1), true, 1, CLASSES), 1e-4),
        RESNET34("resnet34.json", Networks.named("resnet34", 0.125, CLASSES), 1e-4),
        RESNET101("resnet101.json", Networks.named("resnet101", 0.125, CLASSES), 1e-4),
        RESNET152("resnet152.json", Networks.named("resnet152", 0.125, CLASSES), 1e-4),
        CIFAR_RESNET20("cifar-resnet20.json", Networks.named("cifar-resnet20", 1, CLASSES), 1e-4),
        CIFAR_RESNET56("cifar-resnet56.json", Networks.named("cifar-resnet56", 1, CLASSES), 1e-4),
        CIFAR_RESNET110("cifar-resnet110.json", Networks.named("cifar-resnet110", 1, CLASSES), 1e-4),
        /** Rounding grows on the way back through 27 normalisations of few pixels; torch's own fp32 is 5e-4 off. */
        MOBILENETV1("mobilenetv1.json", Networks.named("mobilenetv1", 0.25, CLASSES), 1e-3),
        CNN5("cnn5.json", Networks.named("cnn5", 0.125, CLASSES), 1e-4),
        ALEXNET("alexnet.json", new AlexNet(0.125, CLASSES, 0), 1e-4),
        /** With activations that rounding moves past zero; torch's own fp32 is as far from its double precision. */
        RESNET50("resnet50.json", Networks.named("resnet50", 1, CLASSES), 5e-2);

        private final String file;
        private final Architecture shape;
        private final double gradientTolerance;

        Case(String file, Architecture shape, double gradientTolerance) {
            this.file = file;
            this.shape = shape;
            this.gradientTolerance = gradientTolerance;
        }

        Golden golden() throws IOException {
            return Golden.read(file);
        }

        Network network() {
            return new Network(
                    shape,
                    Formula.weights(shape),
                    Numbers.FP32,
                    List.of(0.485, 0.456, 0.406),
                    List.of(0.229, 0.224, 0.225),
                    Device.cpu());
        }

        ByteBuffer images() throws IOException {
            return Formula.images(golden().get("images").asText(), ROWS, size());
        }

        int size() throws IOException {
            return golden().get("size").asInt();
        }

        /** One training pass; its loss has to be torch's. */
        void backward(Network network, double smoothing) throws IOException {
            double expected =
                    golden().get("losses").get(Double.toString(smoothing)).asDouble();
            double loss = Backward.pass(network, images(), size(), Formula.labels(ROWS, CLASSES), smoothing);
            assertThat(loss).isCloseTo(expected, withinPercentage(100 * Golden.TOLERANCE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesShapesAndOrderAreTheReferences(Case network) throws IOException {
        assertShapes(network.shape, network.golden());
    }

    /** Names, shapes and their order. */
    static void assertShapes(Architecture network, Golden golden) {
        Map<String, List<Long>> expected = new LinkedHashMap<>();
        golden.get("shapes").properties().forEach(entry -> {
            List<Long> shape = new ArrayList<>();
            entry.getValue().forEach(extent -> shape.add(extent.asLong()));
            expected.put(entry.getKey(), shape);
        });
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        network.shapes().forEach((name, shape) -> {
            List<Long> extents = new ArrayList<>();
            for (long extent : shape) {
                extents.add(extent);
            }
            shapes.put(name, extents);
        });
        assertThat(shapes).containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @EnumSource
    void predictsAsTheReference(Case of) throws IOException {
        JsonNode expected = of.golden().get("logits");
        double most = 0;
        for (JsonNode row : expected) {
            for (JsonNode logit : row) {
                most = Math.max(most, Math.abs(logit.asDouble()));
            }
        }
        try (Network network = of.network()) {
            float[][] logits = network.logits(of.images(), ROWS, of.size(), of.size());
            assertThat(logits).hasDimensions(ROWS, CLASSES);
            for (int i = 0; i < ROWS; i++) {
                for (int c = 0; c < CLASSES; c++) {
                    assertThat((double) logits[i][c])
                            .isCloseTo(expected.get(i).get(c).asDouble(), Offset.offset(Golden.TOLERANCE * most));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossIsTorchs(Case of) throws IOException {
        try (Network network = of.network()) {
            of.backward(network, 0);
        }
    }

    /** Of one training pass with label smoothing 0.1. */
    @ParameterizedTest
    @EnumSource
    void smoothedLossGradientsAndRunningStatisticsAreTorchs(Case of) throws IOException {
        try (Network network = of.network()) {
            of.backward(network, 0.1);
            assertGradientsAndStatistics(network, of.golden(), of.gradientTolerance);
        }
    }

    /** Of one training pass. */
    static void assertGradientsAndStatistics(Network network, Golden golden, double gradientTolerance) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        network.trained().forEach((tensor, array) -> gradients.put(tensor, gradient(array)));
        golden.assertSummaries("gradients", gradients, gradientTolerance);
        Map<String, float[]> statistics = new LinkedHashMap<>();
        network.tensors().forEach((tensor, values) -> {
            if (!Architecture.trained(tensor)) {
                statistics.put(tensor, values.values());
            }
        });
        golden.assertSummaries("statistics", statistics, Golden.TOLERANCE);
    }

    private static float[] gradient(NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            return gradient.toFloatArray();
        }
    }
}
