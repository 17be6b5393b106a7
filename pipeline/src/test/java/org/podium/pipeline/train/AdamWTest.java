package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.podium.pipeline.competition.OptimizerChoice.AdamW;
import org.podium.pipeline.competition.ScheduleChoice.Cosine;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Backward;
import org.podium.pipeline.network.CrossEntropy;
import org.podium.pipeline.network.Formula;
import org.podium.pipeline.network.Golden;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;

/** AdamW on a network of many tensors, as a training step calls it. */
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
        Schedule schedule = Schedule.of(Cosine.DEFAULTS, 2e-3, new Span(5, losses.length, 1), true);
        try (Network network = network();
                Optimizer optimizer = new Optimizer(network.manager(), AdamW.DEFAULTS)) {
            optimizer.train(new Groups(0.05, 1, 1).of(network.architecture(), 0), network.trained());
            for (int step = 0; step < losses.length; step++) {
                double loss = backward(network, step % 3);
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
        }
    }

    /** The head alone for two steps, then everything: weights of a frozen stage stay, and move once it is thawed. */
    @Test
    void aBackboneMayBeThawedBetweenSteps() {
        Groups groups = new Groups(0.05, 0.5, 2);
        try (Network network = network();
                CrossEntropy loss = new CrossEntropy(Device.cpu());
                Optimizer optimizer = new Optimizer(network.manager(), AdamW.DEFAULTS)) {
            Map<String, Tensor> before = network.tensors();
            for (int frozen : new int[] {5, 5, 0, 0}) {
                optimizer.train(groups.of(network.architecture(), frozen), network.trained());
                network.backward(
                        Formula.images("batch 0", ROWS, SIZE),
                        ROWS,
                        SIZE,
                        SIZE,
                        new Mode(0, frozen, 0),
                        loss.against(Formula.labels(ROWS, CLASSES), 0.1f));
                optimizer.step(1e-3);
                Map<String, Tensor> after = network.tensors();
                after.forEach((name, tensor) -> {
                    if (network.architecture().stage(name) < frozen) {
                        assertThat(tensor).as(name).isEqualTo(before.get(name));
                    } else {
                        assertThat(tensor).as(name).isNotEqualTo(before.get(name));
                    }
                });
            }
        }
    }
}
