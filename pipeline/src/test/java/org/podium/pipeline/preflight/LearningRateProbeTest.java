package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.train.TinyProblem;
import org.podium.pipeline.weights.Safetensors;

class LearningRateProbeTest {
    @TempDir
    private static Path folder;

    private static Path weights;

    @BeforeAll
    static void learn() throws IOException {
        Workbench bench = Probed.bench(folder);
        weights = folder.resolve("trained.safetensors");
        Safetensors.write(
                weights,
                OverfitProbe.of(bench, bench.viewed(bench.spread(8)), 120)
                        .weights()
                        .orElseThrow());
    }

    private static CheckLine line(String... settings) throws IOException {
        Workbench bench = Probed.bench(folder, settings);
        double peak = LearningRateProbe.peak(bench.model());
        FirstSteps.Plan plan = new FirstSteps.Plan(8, bench.model().accumulate(), 9, 600);
        return LearningRateProbe.of(bench, FirstSteps.of(bench, peak, plan), FirstSteps.of(bench, peak / 10, plan));
    }

    @Test
    void usualRatesPass() throws IOException {
        assertThat(line("optimizer=adamw", "lr=1e-3").status()).isEqualTo(Status.PASSED);
        assertThat(line("optimizer=sgd", "lr=1e-2").status()).isEqualTo(Status.PASSED);
        assertThat(line("optimizer=adamw", "lr=1e-3", "weights=" + weights).status())
                .isEqualTo(Status.PASSED);
    }

    /** The classic. */
    @Test
    void sgdWithATenthOnPretrainedWeightsIsFound() throws IOException {
        CheckLine line = line("optimizer=sgd", "lr=0.1", "clip-norm=none", "weights=" + weights);
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("0.1 is above the 1e-4 to 0.03 that are usual for fine-tuning with sgd");
        assertThat(line.todo()).contains("set lr: 0.0045");
        assertThat(line("optimizer=sgd", "lr=0.1", "clip-norm=none").finding()).startsWith("0.1 is within");
    }

    @Test
    void aRateThatLosesTheLossFails() throws IOException {
        CheckLine line = line("optimizer=adamw", "lr=3", "clip-norm=none");
        assertThat(line.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void aDeadRateFails() throws IOException {
        CheckLine line = line("lr=1e-9");
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("1e-9 is below");
    }

    private static FirstSteps steps(double... losses) {
        List<Double> all = DoubleStream.of(losses).boxed().toList();
        return new FirstSteps(8, all, all.stream().map(loss -> 0.5).toList());
    }

    @ParameterizedTest
    @CsvSource({
        // rate, warm-up, the worst loss at it, the last one, the last one at a tenth
        "1e-3, 1, 0.7, 0.4, 0.6, PASSED",
        "1e-3, 1, 0.9, 0.7, 0.4, PASSED",
        "1e-3, 1, 9.0, 0.7, 0.4, WARNED",
        "1e-3, 0, 9.0, 0.7, 0.4, FAILED",
        "1e-3, 1, NaN, NaN, 0.4, FAILED",
        "2e-2, 1, 0.9, 0.4, 0.6, WARNED",
        "2e-2, 1, 0.9, 0.6, 0.6, FAILED",
        "2e-2, 1, 9.0, 0.4, 0.6, FAILED",
        "4e-2, 1, 0.7, 0.1, 0.6, FAILED",
        "2e-6, 1, 0.7, 0.7, 0.7, WARNED",
        "1e-8, 1, 0.7, 0.7, 0.7, FAILED",
    })
    void ruleAndEvidenceDecideTogether(
            double rate, int warmUp, double worst, double last, double tenth, Status status) {
        CheckLine line = LearningRateProbe.judge(
                TinyProblem.model("lr=" + rate, "warm-up=" + warmUp),
                new UsualRate("training", 1e-5, 1e-2),
                steps(0.7, worst, last),
                steps(0.7, 0.7, tenth));
        assertThat(line.status()).as(line.finding()).isEqualTo(status);
    }

    /** What smaller updates than the recipe's do, proves little; a rate that nobody uses needs no proof. */
    @ParameterizedTest
    @CsvSource({"1e-3, 9.0, WARNED", "1e-3, NaN, WARNED", "2e-2, 0.7, WARNED", "1e-3, 0.7, PASSED", "4e-2, 0.7, FAILED"
    })
    void stepsOfFewerRowsOnlyWarn(double rate, double worst, Status status) {
        CheckLine line = LearningRateProbe.judge(
                TinyProblem.model("lr=" + rate, "warm-up=0", "accumulate=2"),
                new UsualRate("training", 1e-5, 1e-2),
                steps(0.7, worst, worst),
                steps(0.7, 0.7, 0.7));
        assertThat(line.status()).as(line.finding()).isEqualTo(status);
    }

    @Test
    void updatesAddUpAsManyBatchesAsTraining() throws IOException {
        Workbench bench = Probed.bench(folder, "weights=" + weights, "freeze=backbone");
        FirstSteps added = FirstSteps.of(bench, 1e-3, new FirstSteps.Plan(2, 4, 3, 600));
        FirstSteps whole = FirstSteps.of(bench, 1e-3, new FirstSteps.Plan(8, 1, 3, 600));
        assertThat(added.rows()).isEqualTo(8);
        assertThat(added.losses()).hasSize(3);
        for (int step = 0; step < 3; step++) {
            // A frozen backbone sees each row alone, so the sum of the parts is the whole.
            assertThat(added.losses().get(step)).isCloseTo(whole.losses().get(step), within(1e-4));
        }
    }

    @Test
    void theClockEndsTheSteps() throws IOException {
        Workbench bench = Probed.bench(folder);
        assertThat(FirstSteps.of(bench, 1e-3, new FirstSteps.Plan(4, 1, 50, 0)).losses())
                .hasSize(3);
    }

    @Test
    void afterAnExplosionALowerRateIsSuggestedThanTheRecipes() {
        CheckLine line = LearningRateProbe.judge(
                TinyProblem.model("lr=1e-3"), new UsualRate("x", 1e-3, 1e-1), steps(1, 50, 1), steps(1, 1, 1));
        assertThat(line.finding()).contains("to 1.00 by way of 50.0");
        assertThat(line.todo()).startsWith("set lr: 1e-4,");
    }

    private static UsualRate usual(boolean pretrained, boolean headOnly, String... settings) {
        return UsualRate.of(TinyProblem.model(settings), pretrained, headOnly);
    }

    @Test
    void whatIsUsualGoesByOptimizerAndStart() {
        assertThat(usual(false, false, "optimizer=sgd").tooHigh(0.1)).isFalse();
        assertThat(usual(true, false, "optimizer=sgd").tooHigh(0.1)).isTrue();
        assertThat(usual(true, true, "optimizer=sgd").tooHigh(0.1)).isFalse();
        assertThat(usual(false, false, "optimizer=adamw").tooHigh(0.1)).isTrue();
        assertThat(usual(true, false, "optimizer=adamw").tooLow(1e-6)).isTrue();
        assertThat(usual(true, false, "optimizer=adamw").what()).isEqualTo("fine-tuning with adamw");
        assertThat(usual(true, true, "optimizer=adam").what()).isEqualTo("training a head with adam");
        assertThat(usual(false, false, "optimizer=rmsprop").what()).isEqualTo("training from scratch with rmsprop");
    }

    @Test
    void largeUpdatesMomentumAndRatesByLayerMoveTheBounds() {
        double sgd = usual(false, false, "optimizer=sgd").high();
        assertThat(usual(false, false, "optimizer=sgd", "batch-size=128", "accumulate=8")
                        .high())
                .isEqualTo(4 * sgd, within(1e-9));
        assertThat(usual(false, false, "optimizer={sgd: {momentum: 0, nesterov: false}}")
                        .high())
                .isEqualTo(10 * sgd, within(1e-9));
        double adamw = usual(true, false, "optimizer=adamw").high();
        assertThat(usual(true, false, "optimizer=adamw", "batch-size=1024").high())
                .isEqualTo(2 * adamw, within(1e-9));
        assertThat(usual(true, false, "optimizer=adamw", "layer-decay=0.5").high())
                .isEqualTo(2 * adamw, within(1e-9));
    }

    @Test
    void theRateBelongsToAllRowsOfAnUpdate() {
        assertThat(LearningRateProbe.peak(
                        TinyProblem.model("lr={base: 0.1, per: 256}", "batch-size=32", "accumulate=2")))
                .isEqualTo(0.025, within(1e-12));
    }

    @Test
    void imagesASecondAreThoseOfTheMedianStepOnceItRuns() {
        FirstSteps steps = new FirstSteps(8, List.of(1.0, 1.0, 1.0, 1.0, 1.0), List.of(9.0, 5.0, 0.1, 0.2, 4.0));
        assertThat(steps.imagesPerSecond()).isEqualTo(40, within(1e-9));
    }
}
