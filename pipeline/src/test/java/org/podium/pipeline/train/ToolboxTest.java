package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.weights.Safetensors;

/** What each key of the fine-tuning toolbox does to a training. */
class ToolboxTest {
    private static final Seed SEED = new Seed(1);

    @TempDir
    private static Path folder;

    private static Examples examples;

    /** Names a file with the weights that the network would start from anyway: what is frozen needs some. */
    private static String start;

    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void draw() throws IOException {
        examples = TinyProblem.examples(folder, 60);
        Recipe.Model model = TinyProblem.model();
        Path file = folder.resolve("start.safetensors");
        Safetensors.write(file, Start.weights(model, Networks.of(model, examples.classes()), SEED, 0));
        start = "weights=" + file;
    }

    private Fit fit(String... settings) throws IOException {
        return new Trainer(
                        TinyProblem.model(with(settings, start)), 0, SEED, Numbers.FP32, Device.cpu(), 1, events::add)
                .fit(examples, Metrics.named("accuracy"));
    }

    /** Weights of an untrained network: a step too small to move anything. */
    private Map<String, Tensor> untrained() throws IOException {
        return fit("epochs=1", "lr=1e-30", "weight-decay=0").weights();
    }

    private static void assertChanged(Map<String, Tensor> from, Map<String, Tensor> to, Predicate<String> changes) {
        from.forEach((name, tensor) -> {
            double most = 0;
            for (int i = 0; i < tensor.values().length; i++) {
                most = Math.max(most, Math.abs(tensor.values()[i] - to.get(name).values()[i]));
            }
            if (changes.test(name)) {
                assertThat(most).as(name).isGreaterThan(1e-6);
            } else {
                assertThat(most).as(name).isLessThan(1e-15);
            }
        });
    }

    private static boolean measured(String name) {
        return name.contains(".running_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout=0.3",
                "freeze={stages: 2}",
                "freeze={thaw-after: 1}",
                "accumulate=2",
                "optimizer=sgd;lr=0.05",
                "optimizer=adagrad;lr=0.02",
                "optimizer=rmsprop;lr=1e-3",
                "optimizer={adam: {beta1: 0.8}}",
                "lr={base: 0.1, per: 256}",
                "head-lr-factor=5",
                "layer-decay=0.8",
                "schedule=constant",
                "schedule={step: 2}",
                "schedule={multi-step: [2, 3]}",
                "schedule={exponential: 0.8}",
                "schedule={cosine: 0.1}",
                "schedule=one-cycle;warm-up=0",
                "schedule=polynomial",
                "schedule={reduce-on-plateau: {patience: 0}}",
                "loss=binary-cross-entropy",
                "loss=hinge;label-smoothing=0",
                "loss=mse;label-smoothing=0",
                "loss=l1;label-smoothing=0",
                "class-weights=balanced",
                "class-weights={listed: [1, 2]}",
                "mixing={mixup: 0.2}",
                "mixing={cutmix: 1.0, probability: 0.5}",
                "sampling=class-balanced",
                "average={ema: 0.9}",
            })
    void everyKeyTrainsAndIsRepeatedToTheBit(String settings) throws IOException {
        String[] all = ("epochs=5;" + settings).split(";");
        Fit fit = fit(all);
        assertThat(fit.best().validMetric()).isGreaterThanOrEqualTo(0.9);
        assertThat(fit(all).weights())
                .isEqualTo(fit.weights())
                .isNotEqualTo(fit("epochs=5").weights());
        assertThat(events).noneMatch(Event.Warning.class::isInstance);
    }

    @Test
    void aFrozenBackboneStaysWithItsStatistics() throws IOException {
        Map<String, Tensor> start =
                fit("epochs=1", "lr=1e-30", "weight-decay=0", "freeze=backbone").weights();
        Map<String, Tensor> trained = fit("epochs=2", "freeze=backbone").weights();
        assertChanged(start, trained, name -> name.startsWith("fc."));
        assertThat(start.get("bn1.running_mean")).isEqualTo(Tensor.filled(0, 8));
    }

    @Test
    void theFirstStagesMayBeFrozenAlone() throws IOException {
        Map<String, Tensor> start = fit("epochs=1", "lr=1e-30", "weight-decay=0", "freeze={stages: 3}")
                .weights();
        Map<String, Tensor> trained = fit("epochs=1", "freeze={stages: 3}").weights();
        assertChanged(
                start,
                trained,
                name -> !measured(name) && name.matches("(layer[34]|fc).*")
                        || measured(name) && name.matches("layer[34].*"));
    }

    @Test
    void moreStagesThanThereAreIsAMistake() {
        assertThatThrownBy(() -> fit("freeze={stages: 6}"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("6 stages, but the network has 5 before its head");
    }

    /** As long as it is frozen, the same as a backbone that stays so; then the first layer is trained too. */
    @Test
    void aThawedBackboneIsTrainedFromThen() throws IOException {
        String[] frozen = {"epochs=2", "schedule=constant", "freeze=backbone"};
        String[] thawed = {"epochs=2", "schedule=constant", "freeze={thaw-after: 1}"};
        Fit a = fit(frozen);
        Fit b = fit(thawed);
        assertThat(b.history().get(0).validLoss()).isEqualTo(a.history().get(0).validLoss());
        assertThat(b.history().get(1).validLoss())
                .isNotEqualTo(a.history().get(1).validLoss());
    }

    @Test
    void accumulatedBatchesAreOneStep() throws IOException {
        // 45 rows in batches of 8, gathered by two: two updates of 16 rows and one of 13.
        Fit fit = fit("epochs=2", "accumulate=2");
        assertThat(fit.history()).extracting(Epoch::step).containsExactly(3, 6);
    }

    /** With statistics that do not depend on the batch, gathered batches are the large batch. */
    @Test
    void accumulatedBatchesGiveTheGradientOfALargeOne() throws IOException {
        String[] alike = {"epochs=1", "freeze=backbone", "optimizer=sgd", "augment=[{resize: {size: 32, square: true}}]"
        };
        Map<String, Tensor> parts =
                fit(with(alike, "batch-size=8", "accumulate=2")).weights();
        Map<String, Tensor> whole = fit(with(alike, "batch-size=16")).weights();
        Map<String, Tensor> start =
                fit(with(alike, "lr=1e-30", "weight-decay=0")).weights();
        assertThat(parts.get("fc.weight")).isNotEqualTo(start.get("fc.weight"));
        for (int i = 0; i < whole.get("fc.weight").values().length; i++) {
            assertThat(parts.get("fc.weight").values()[i])
                    .isCloseTo(whole.get("fc.weight").values()[i], within(2e-5f));
        }
    }

    private static String[] with(String[] settings, String... more) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void theRateGrowsWithTheRowsOfAnUpdate() throws IOException {
        double lr = fit("epochs=1", "warm-up=0", "schedule=constant", "lr={base: 0.01, per: 64}", "accumulate=4")
                .best()
                .lr();
        assertThat(lr).isCloseTo(0.01 * 32 / 64, within(1e-15));
    }

    @Test
    void theHeadHasARateOfItsOwn() throws IOException {
        String[] still = {"epochs=1", "lr=1e-30", "weight-decay=0"};
        Map<String, Tensor> start = fit(still).weights();
        Map<String, Tensor> trained = fit(with(still, "head-lr-factor=1e28")).weights();
        assertChanged(start, trained, name -> name.startsWith("fc."));
    }

    @Test
    void ratesFallFromTheHeadToTheStem() throws IOException {
        // From stage to stage by 1e-20: only the head moves.
        Map<String, Tensor> trained =
                fit("epochs=1", "layer-decay=1e-20", "weight-decay=0").weights();
        assertChanged(untrained(), trained, name -> name.startsWith("fc."));
    }

    @Test
    void aMovingAverageIsWhatIsValidatedAndKept() throws IOException {
        Fit plain = fit("epochs=3");
        Fit averaged = fit("epochs=3", "average={ema: 0.99}");
        // The average follows training without changing it.
        assertThat(averaged.history())
                .extracting(Epoch::trainLoss)
                .isEqualTo(plain.history().stream().map(Epoch::trainLoss).toList());
        assertThat(averaged.history())
                .extracting(Epoch::validLoss)
                .doesNotContainAnyElementsOf(
                        plain.history().stream().map(Epoch::validLoss).toList());
    }

    @Test
    void theMeanOfTheLastEpochsIsOneMoreCandidate() throws IOException {
        Fit fit = fit("epochs=4", "average={swa: 2}", "schedule=constant", "lr=1e-2");
        assertThat(fit.history()).extracting(Epoch::ofAverage).containsExactly(false, false, false, false, true);
        Epoch mean = fit.history().get(4);
        assertThat(mean.epoch()).isEqualTo(5);
        assertThat(mean.validMetric()).isGreaterThanOrEqualTo(0.9);
        assertThat(fit("epochs=4", "average={swa: 2}", "schedule=constant", "lr=1e-2")
                        .history()
                        .get(4)
                        .validLoss())
                .isEqualTo(mean.validLoss());
    }

    /** One epoch's mean is that epoch: its weights stay, while its statistics are measured anew. */
    @Test
    void theMeanOfOneEpochHasItsWeights() throws IOException {
        Fit plain = fit("epochs=1");
        Map<String, Tensor> kept = fit("epochs=1", "average={swa: 1}").weights();
        boolean anew = !kept.get("bn1.running_mean").equals(plain.weights().get("bn1.running_mean"));
        assertChanged(plain.weights(), kept, name -> anew && measured(name));
    }

    /** Rows of a class stand together where classes are folders; statistics of such batches would not be the data's. */
    @Test
    void theMeansStatisticsAreThoseOfMixedRows() throws IOException {
        int[] byClass = java.util.stream.IntStream.range(0, 45)
                .boxed()
                .sorted(java.util.Comparator.comparingInt(row -> row % 2))
                .mapToInt(Integer::intValue)
                .toArray();
        Examples sorted = new Examples(examples.rows(), examples.labels(), 2, byClass, examples.validation());
        Map<String, Tensor> mixed = fit("epochs=1", "average={swa: 1}", "lr=1e-30", "weight-decay=0")
                .weights();
        Map<String, Tensor> grouped = new Trainer(
                        TinyProblem.model("epochs=1", "average={swa: 1}", "lr=1e-30", "weight-decay=0"),
                        0,
                        new Seed(1),
                        Numbers.FP32,
                        Device.cpu(),
                        1,
                        events::add)
                .fit(sorted, Metrics.named("accuracy"))
                .weights();
        float[] a = mixed.get("bn1.running_var").values();
        float[] b = grouped.get("bn1.running_var").values();
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).isCloseTo(a[i], org.assertj.core.data.Percentage.withPercentage(10));
        }
    }

    /** Stopped while the backbone was still frozen, its statistics are still those it came with. */
    @Test
    void aMeanOfAFrozenBackboneKeepsItsStatistics() throws IOException {
        Fit fit = fit("epochs=6", "freeze={thaw-after: 5}", "average={swa: 6}", "patience=1", "lr=1e-30");
        assertThat(fit.history()).hasSize(3);
        assertThat(fit.history().get(2).validLoss())
                .isCloseTo(fit.history().get(1).validLoss(), within(1e-6));
    }

    @Test
    void patienceThatEndsTheTrainingBeforeTheLastEpochsLeavesNoMean() throws IOException {
        Fit fit = fit("epochs=9", "patience=1", "average={swa: 1}", "lr=1e-30", "warm-up=0", "schedule=constant");
        assertThat(fit.history()).hasSizeLessThan(9).noneMatch(Epoch::ofAverage);
    }
}
