package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Backward;
import org.podium.pipeline.network.Formula;
import org.podium.pipeline.network.Golden;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;

class AdamWTest {
    private static final int ROWS = 16;
    private static final int SIZE = 32;
    private static final int CLASSES = 7;

    private static Network network() {
        Architecture resnet = Networks.named("resnet10", 0.125, CLASSES);
        return new Network(
                resnet,
                Formula.weights(resnet),
                Numbers.FP32,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225),
                Device.cpu());
    }

    private static float backward(Network network, int batch) {
        return Backward.pass(
                network, Formula.images("batch " + batch, ROWS, SIZE), SIZE, Formula.labels(ROWS, CLASSES), 0.1);
    }

    /** Warm-up, cosine, decay of kernels only and clipping: the losses, norms and weights that torch gets. */
    @Test
    void thirtyStepsAreTorchs() throws IOException {
        Golden golden = Golden.read("adamw.json");
        double[] losses = golden.numbers("loss");
        double[] norms = golden.numbers("norm");
        Schedule schedule = new Schedule(2e-3, 5, losses.length);
        try (Network network = network()) {
            AdamW optimizer = null;
            for (int step = 0; step < losses.length; step++) {
                double loss = backward(network, step % 3);
                if (optimizer == null) {
                    optimizer = new AdamW(network, 0.05);
                }
                double norm = optimizer.clip(1);
                optimizer.step(schedule.rate(step));
                assertThat(loss)
                        .as("loss of step %d", step)
                        .isCloseTo(losses[step], withinPercentage(100 * Golden.TOLERANCE));
                assertThat(norm)
                        .as("norm of step %d", step)
                        .isCloseTo(norms[step], withinPercentage(100 * Golden.TOLERANCE));
            }
            Map<String, float[]> weights = new LinkedHashMap<>();
            network.tensors().forEach((name, tensor) -> weights.put(name, tensor.values()));
            golden.assertSummaries("weights", weights, Golden.TOLERANCE);
            optimizer.close();
        }
    }

    @Test
    void clippingScalesToTheLimitAndNotBeyond() {
        try (Network network = network()) {
            backward(network, 0);
            try (AdamW optimizer = new AdamW(network, 0.05)) {
                double norm = optimizer.clip(Double.POSITIVE_INFINITY);
                assertThat(optimizer.clip(2 * norm)).isEqualTo(norm);
                assertThat(optimizer.clip(norm / 4)).isEqualTo(norm);
                assertThat(optimizer.clip(Double.POSITIVE_INFINITY)).isCloseTo(norm / 4, withinPercentage(1e-3));
            }
        }
    }

    @Test
    void aStepLeavesNoGradientBehind() {
        try (Network network = network()) {
            backward(network, 0);
            try (AdamW optimizer = new AdamW(network, 0.05)) {
                optimizer.step(1e-3);
                assertThat(optimizer.clip(1)).isZero();
            }
        }
    }

    @Test
    void notANumberInOneGradientShowsInTheNorm() {
        try (Network network = network()) {
            backward(network, 0);
            try (AdamW optimizer = new AdamW(network, 0.05);
                    NDArray gradient =
                            network.trained().get("layer3.0.bn1.bias").getGradient()) {
                gradient.muli(Float.NaN);
                assertThat(optimizer.clip(1)).isNaN();
            }
        }
    }
}
