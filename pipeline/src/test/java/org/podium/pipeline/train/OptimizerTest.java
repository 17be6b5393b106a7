package org.podium.pipeline.train;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.OptimizerChoice;
import org.podium.pipeline.competition.OptimizerChoice.Adagrad;
import org.podium.pipeline.competition.OptimizerChoice.Adam;
import org.podium.pipeline.competition.OptimizerChoice.AdamW;
import org.podium.pipeline.competition.OptimizerChoice.RmsProp;
import org.podium.pipeline.competition.OptimizerChoice.Sgd;

class OptimizerTest {
    private static final Map<String, OptimizerChoice> CHOICES = Map.ofEntries(
            entry("sgd", new Sgd(0, false)),
            entry("sgd with momentum", new Sgd(0.8, false)),
            entry("sgd with nesterov", Sgd.DEFAULTS),
            entry("adagrad", Adagrad.DEFAULTS),
            entry("adagrad with decay", new Adagrad(0.1, 1e-6)),
            entry("rmsprop", RmsProp.DEFAULTS),
            entry("rmsprop with momentum", new RmsProp(0.9, 0.7, 1e-8, false)),
            entry("rmsprop centered", new RmsProp(0.95, 0, 1e-3, true)),
            entry("rmsprop centered with momentum", new RmsProp(0.95, 0.5, 1e-3, true)),
            entry("adam", Adam.DEFAULTS),
            entry("adam of other betas", new Adam(0.8, 0.95, 1e-4)),
            entry("adamw", AdamW.DEFAULTS));

    private static final Group KERNEL = new Group(0.5, 0.05, List.of("kernel"));
    private static final Group BIAS = new Group(1, 0, List.of("bias"));
    private static final Group LINEAR = new Group(1, 0.05, List.of("linear"));
    private static final int LATE = 10;

    static Stream<String> names() {
        return CHOICES.keySet().stream().sorted();
    }

    static Stream<OptimizerChoice> choices() {
        return names().map(CHOICES::get);
    }

    @Test
    void everyGoldenIsTested() throws IOException {
        assertThat(TrainGolden.read("optimizers.json").keys()).isEqualTo(CHOICES.keySet());
    }

    /** Three groups with rates and decays of their own, a changing rate, and a tensor that joins after ten steps. */
    @ParameterizedTest
    @MethodSource("names")
    void thirtyStepsAreTorchs(String name) throws IOException {
        JsonNode golden = TrainGolden.read("optimizers.json").get(name);
        double[] rates = TrainGolden.numbers(golden.get("lr"));
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = new Optimizer(bowl.manager, CHOICES.get(name))) {
            bowl.train("linear", false);
            optimizer.train(List.of(KERNEL, BIAS), bowl.weights);
            for (int step = 0; step < rates.length; step++) {
                if (step == LATE) {
                    bowl.train("linear", true);
                    optimizer.train(List.of(KERNEL, BIAS, LINEAR), bowl.weights);
                }
                bowl.backward(step);
                optimizer.step(rates[step]);
            }
            for (String tensor : Bowl.NAMES) {
                assertClose(tensor, bowl.values(tensor), TrainGolden.numbers(golden.get(tensor)));
            }
        }
    }

    /** Relative to the root mean square, since single weights are near zero. */
    private static void assertClose(String tensor, float[] values, double[] expected) {
        double squares = 0;
        for (double value : expected) {
            squares += value * value;
        }
        double offset = 1e-6 * Math.sqrt(squares / expected.length);
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) values[i]).as("%s[%d]", tensor, i).isCloseTo(expected[i], within(offset));
        }
    }

    /** Two optimizers that meet at every step do what one does: neither starts anew. */
    @ParameterizedTest
    @MethodSource("choices")
    void tensorsThatStayKeepTheirState(OptimizerChoice choice) {
        float[] once = kernelAfter(choice, 6, false);
        float[] again = kernelAfter(choice, 6, true);
        assertThat(again).containsExactly(once);
    }

    private static float[] kernelAfter(OptimizerChoice choice, int steps, boolean regrouped) {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = new Optimizer(bowl.manager, choice)) {
            optimizer.train(List.of(KERNEL, BIAS), bowl.weights);
            for (int step = 0; step < steps; step++) {
                if (regrouped && step > 0) {
                    optimizer.train(step % 2 == 0 ? List.of(KERNEL) : List.of(LINEAR, KERNEL), bowl.weights);
                }
                bowl.backward(step);
                optimizer.step(0.01);
            }
            return bowl.values("kernel");
        }
    }

    /** Adam's first step is the learning rate in every element, whenever it comes. */
    @Test
    void aTensorThatIsThawedLateStartsLikeAnyOther() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = new Optimizer(bowl.manager, Adam.DEFAULTS)) {
            bowl.train("linear", false);
            optimizer.train(List.of(BIAS), bowl.weights);
            for (int step = 0; step < 20; step++) {
                bowl.backward(step);
                optimizer.step(0.01);
            }
            float[] before = bowl.values("linear");
            bowl.train("linear", true);
            optimizer.train(List.of(BIAS, new Group(1, 0, List.of("linear"))), bowl.weights);
            bowl.backward(20);
            optimizer.step(0.01);
            float[] after = bowl.values("linear");
            for (int i = 0; i < before.length; i++) {
                assertThat(Math.abs(after[i] - before[i])).isCloseTo(0.01f, within(1e-6f));
            }
        }
    }

    @Test
    void tensorsOfNoGroupStayAsTheyAre() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = new Optimizer(bowl.manager, AdamW.DEFAULTS)) {
            float[] before = bowl.values("linear");
            optimizer.train(List.of(KERNEL), bowl.weights);
            bowl.backward(0);
            optimizer.step(0.1);
            assertThat(bowl.values("linear")).containsExactly(before);
        }
    }

    @Test
    void clippingScalesToTheLimitAndNotBeyond() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = trained(bowl)) {
            bowl.backward(0);
            double norm = optimizer.clip(Double.POSITIVE_INFINITY);
            assertThat(optimizer.clip(2 * norm)).isEqualTo(norm);
            assertThat(optimizer.clip(norm / 4)).isEqualTo(norm);
            assertThat(optimizer.clip(Double.POSITIVE_INFINITY)).isCloseTo(norm / 4, within(1e-5 * norm));
        }
    }

    @Test
    void theNormIsThatOfTrainedTensorsOnly() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = trained(bowl)) {
            bowl.backward(0);
            double all = optimizer.clip(Double.POSITIVE_INFINITY);
            optimizer.train(List.of(KERNEL), bowl.weights);
            double kernel = optimizer.clip(Double.POSITIVE_INFINITY);
            optimizer.train(List.of(LINEAR, BIAS), bowl.weights);
            double others = optimizer.clip(Double.POSITIVE_INFINITY);
            assertThat(Math.hypot(kernel, others)).isCloseTo(all, within(1e-5 * all));
        }
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aStepLeavesNoGradientBehind(OptimizerChoice choice) {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = new Optimizer(bowl.manager, choice)) {
            optimizer.train(List.of(KERNEL, LINEAR, BIAS), bowl.weights);
            bowl.backward(0);
            optimizer.step(1e-3);
            assertThat(optimizer.clip(1)).isZero();
        }
    }

    @Test
    void notANumberInOneGradientShowsInTheNorm() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = trained(bowl)) {
            bowl.backward(0);
            bowl.weights.get("bias").getGradient().muli(Float.NaN);
            assertThat(optimizer.clip(1)).isNaN();
        }
    }

    private static Optimizer trained(Bowl bowl) {
        Optimizer optimizer = new Optimizer(bowl.manager, AdamW.DEFAULTS);
        optimizer.train(List.of(KERNEL, LINEAR, BIAS), bowl.weights);
        return optimizer;
    }

    @Test
    void withoutAnyGradientThereIsNoStep() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = trained(bowl)) {
            assertThatThrownBy(() -> optimizer.step(0.1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no gradient of [kernel, linear, bias]");
            bowl.backward(0);
            optimizer.step(0.1);
        }
    }

    @Test
    void groupsHaveToFitTheWeights() {
        try (Bowl bowl = new Bowl();
                Optimizer optimizer = trained(bowl)) {
            assertThatThrownBy(() -> optimizer.train(List.of(KERNEL, KERNEL), bowl.weights))
                    .hasMessage("kernel is in two groups");
            assertThatThrownBy(() -> optimizer.train(List.of(new Group(1, 0, List.of("head"))), bowl.weights))
                    .hasMessage("there is no weight named head");
        }
    }

    /** Forty megabytes of state each: eight hundred, were they kept. */
    @Test
    void closedOptimizersLeaveNoMemoryBehind() throws IOException {
        assumeTrue(Files.exists(Path.of("/proc/self/statm")), "memory is read from Linux's /proc");
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray weight = manager.ones(new Shape(5_000_000));
            weight.setRequiresGradient(true);
            Map<String, NDArray> weights = Map.of("w", weight);
            long before = 0;
            for (int i = 0; i < 22; i++) {
                if (i == 2) {
                    before = residentMegabytes();
                }
                try (Optimizer optimizer = new Optimizer(manager, AdamW.DEFAULTS)) {
                    optimizer.train(List.of(new Group(1, 0, List.of("w"))), weights);
                    gradientOfOnes(weight);
                    optimizer.step(1e-3);
                }
            }
            assertThat(residentMegabytes() - before).isLessThan(100);
        }
    }

    private static void gradientOfOnes(NDArray weight) {
        try (var collector = ai.djl.engine.Engine.getEngine("PyTorch").newGradientCollector();
                NDArray sum = weight.sum()) {
            collector.backward(sum);
        }
    }

    private static long residentMegabytes() throws IOException {
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
        return Long.parseLong(pages) * 4096 >> 20;
    }
}
