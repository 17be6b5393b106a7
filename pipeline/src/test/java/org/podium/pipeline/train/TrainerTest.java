package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.BadImageException;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Softmax;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.weights.Safetensors;

class TrainerTest {
    private static final Metric ACCURACY = Metrics.named("accuracy");

    @TempDir
    private static Path folder;

    private static Examples examples;

    private final List<Event> events = new ArrayList<>();

    @BeforeAll
    static void draw() throws IOException {
        examples = TinyProblem.examples(folder, 60);
    }

    private Fit fit(int fold, long seed, Metric metric, int readers, String... settings) throws IOException {
        return new Trainer(
                        TinyProblem.model(settings),
                        fold,
                        new Seed(seed),
                        Numbers.FP32,
                        Device.cpu(),
                        readers,
                        events::add)
                .fit(examples, metric);
    }

    private Fit fit(String... settings) throws IOException {
        return fit(0, 1, ACCURACY, 1, settings);
    }

    /** Worse, by its own account, after every epoch. */
    private static final class Sinking implements Metric {
        private final boolean higherIsBetter;
        private int calls;

        Sinking(boolean higherIsBetter) {
            this.higherIsBetter = higherIsBetter;
        }

        @Override
        public String name() {
            return "sinking";
        }

        @Override
        public boolean higherIsBetter() {
            return higherIsBetter;
        }

        @Override
        public double score(int[] truth, double[][] probabilities) {
            calls++;
            return higherIsBetter ? -calls : calls;
        }
    }

    @Test
    void learnsToTellTwoColoursApart() throws IOException {
        Fit fit = fit("epochs=5");
        assertThat(fit.best().validMetric()).isEqualTo(1);
        assertThat(fit.history()).extracting(Epoch::epoch).containsExactly(1, 2, 3, 4, 5);
        // 45 rows in batches of 8: five of them and one of five.
        assertThat(fit.history()).extracting(Epoch::step).containsExactly(6, 12, 18, 24, 30);
        assertThat(fit.history().get(0).lr()).isEqualTo(3e-3);
        assertThat(fit.history().get(4).trainLoss())
                .isLessThan(0.5 * fit.history().get(0).trainLoss());
        assertThat(events).noneMatch(Event.Warning.class::isInstance);
    }

    @Test
    void twoRunsGiveTheSameBitsWhateverTheNumberOfReaders() throws IOException {
        Fit a = fit(0, 1, ACCURACY, 1, "epochs=1");
        Fit b = fit(0, 1, ACCURACY, 3, "epochs=1");
        assertThat(b.weights()).isEqualTo(a.weights());
        assertThat(b.best().validLoss()).isEqualTo(a.best().validLoss());
    }

    @Test
    void anotherFoldOrSeedIsAnotherFit() throws IOException {
        Map<String, Tensor> weights = fit("epochs=1").weights();
        assertThat(fit(1, 1, ACCURACY, 1, "epochs=1").weights().get("conv1.weight"))
                .isNotEqualTo(weights.get("conv1.weight"));
        assertThat(fit(0, 2, ACCURACY, 1, "epochs=1").weights().get("conv1.weight"))
                .isNotEqualTo(weights.get("conv1.weight"));
    }

    @Test
    void aLossThatIsNoNumberNamesItsPlaceAndTheLearningRate() {
        assertThatThrownBy(() -> fit("epochs=1", "lr=1e30"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("epoch 1, step 2, learning rate 4.00e+29")
                .hasMessageContaining("try a lower lr");
    }

    /** Whatever the seed and however one-sided the labels, where a guess among two classes varies most. */
    @Test
    void aNetworkThatKnowsNothingIsNotWarnedOf() throws IOException {
        Examples oneSided =
                new Examples(examples.rows(), new int[60], 2, new int[] {0, 2, 4, 6, 8}, examples.validation());
        for (int seed = 0; seed < 10; seed++) {
            new Trainer(TinyProblem.model("epochs=1"), 0, new Seed(seed), Numbers.FP32, Device.cpu(), 1, events::add)
                    .fit(oneSided, ACCURACY);
        }
        assertThat(events).isNotEmpty().noneMatch(Event.Warning.class::isInstance);
    }

    @Test
    void aFirstLossFarFromAGuessIsWarnedOf() {
        OptionalDouble expected = OptionalDouble.of(2);
        assertThat(FirstLoss.warning(2, expected)).isEmpty();
        assertThat(FirstLoss.warning(2.49, expected)).isEmpty();
        assertThat(FirstLoss.warning(1.51, expected)).isEmpty();
        assertThat(FirstLoss.warning(1.49, expected)).isPresent();
        assertThat(FirstLoss.warning(1.49, OptionalDouble.empty())).isEmpty();
        assertThat(FirstLoss.warning(4, expected))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("first loss is 4.000").contains("knows nothing has 2.000"));
    }

    @Test
    void patienceEndsTheTraining() throws IOException {
        Fit fit = fit(0, 1, new Sinking(true), 1, "epochs=9", "patience=2");
        assertThat(fit.history()).hasSize(3);
        assertThat(fit.best().epoch()).isEqualTo(1);
    }

    @Test
    void theBestEpochsWeightsAreReturned() throws IOException {
        Fit first = fit(0, 1, new Sinking(true), 1, "epochs=3");
        assertThat(first.best()).isEqualTo(first.history().get(0));
        assertThat(validLoss(first.weights()))
                .isCloseTo(first.best().validLoss(), within(1e-9))
                .isNotCloseTo(first.history().get(2).validLoss(), within(1e-3));
        Fit lowest = fit(0, 1, new Sinking(false), 1, "epochs=3");
        assertThat(lowest.best().epoch()).isEqualTo(1);
        assertThat(lowest.weights()).isEqualTo(first.weights());
    }

    private static double validLoss(Map<String, Tensor> weights) throws IOException {
        Recipe.Model model = TinyProblem.model();
        double[] sum = {0};
        Architecture architecture = Networks.named(model.network(), model.width(), 2);
        try (Network network =
                        new Network(architecture, weights, Numbers.FP32, model.mean(), model.sd(), Device.cpu());
                Batches batches = new Batches(32, model.batchSize(), 1)) {
            batches.forEach(
                    examples.validation(),
                    examples.rows().through(new Sequence(List.of()), (id, transform) -> new SplittableRandom(0)),
                    batch -> {
                        float[][] logits = network.logits(batch.pixels(), batch.rows().length, 32, 32);
                        for (int i = 0; i < logits.length; i++) {
                            sum[0] -= Softmax.logOf(logits[i])[examples.labels()[batch.rows()[i]]];
                        }
                    });
        }
        return sum[0] / examples.validation().length;
    }

    @Test
    void givenWeightsAreStartedFromUnderANewHead() throws IOException {
        Path file = folder.resolve("pretrained.safetensors");
        Map<String, Tensor> pretrained = fit("epochs=3").weights();
        Map<String, Tensor> otherHead = new LinkedHashMap<>(pretrained);
        otherHead.put("fc.weight", Tensor.filled(Float.NaN, 1000, 64));
        otherHead.put("fc.bias", Tensor.filled(Float.NaN, 1000));
        Safetensors.write(file, otherHead);
        // A step too small to move anything.
        Map<String, Tensor> weights =
                fit("epochs=1", "weights=" + file, "lr=1e-30").weights();
        assertThat(weights.keySet()).isEqualTo(pretrained.keySet());
        assertThat(weights.get("layer3.0.conv2.weight")).isEqualTo(pretrained.get("layer3.0.conv2.weight"));
        assertThat(weights.get("fc.weight")).isNotEqualTo(pretrained.get("fc.weight"));
        assertThat(weights.get("fc.weight").shape()).containsExactly(2, 64);
        assertThat(weights.get("layer3.0.bn1.running_mean")).isNotEqualTo(pretrained.get("layer3.0.bn1.running_mean"));
    }

    @Test
    void weightsThatDoNotFitAreListed() throws IOException {
        Path file = folder.resolve("misfit.safetensors");
        Map<String, Tensor> weights = new LinkedHashMap<>(fit("epochs=1").weights());
        weights.remove("layer2.0.bn1.bias");
        weights.put("conv1.weight", Tensor.filled(0, 8, 1, 7, 7));
        weights.put("classifier.weight", Tensor.filled(0, 2));
        Safetensors.write(file, weights);
        assertThatThrownBy(() -> fit("epochs=1", "weights=" + file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("misfit.safetensors")
                .hasMessageContaining("missing (1): layer2.0.bn1.bias")
                .hasMessageContaining("conv1.weight is [8, 1, 7, 7], expected [8, 3, 7, 7]")
                .hasMessageContaining("unexpected (1): classifier.weight");
    }

    @Test
    void aLastBatchOfOneRowIsLeftOut() throws IOException {
        // 45 rows: 4 x 11 and one more.
        Fit fit = fit("epochs=1", "batch-size=11");
        assertThat(fit.best().step()).isEqualTo(4);
        // 45 rows: 5 x 8 and five more.
        assertThat(fit("epochs=1").best().step()).isEqualTo(6);
    }

    @Test
    void progressCountsEveryStepAndEndsAnEpochWithAMilestone() throws IOException {
        fit("epochs=2");
        List<Event.Progress> progress = events.stream()
                .filter(Event.Progress.class::isInstance)
                .map(Event.Progress.class::cast)
                .toList();
        assertThat(progress).allMatch(p -> p.total() == 12);
        assertThat(progress.stream().filter(Event.Progress::milestone).mapToLong(Event.Progress::done))
                .containsExactly(6L, 12L);
        assertThat(progress.get(progress.size() - 1).text())
                .contains("epoch 2/2")
                .contains("accuracy");
    }

    @Test
    void aBadImageEndsTheFitWithItsName() throws IOException {
        List<Path> files = new ArrayList<>(examples.rows().files());
        Path bad = java.nio.file.Files.writeString(folder.resolve("bad.png"), "text");
        files.set(20, bad);
        Examples broken = new Examples(
                new ImageRows(examples.rows().ids(), files),
                examples.labels(),
                2,
                examples.training(),
                examples.validation());
        Trainer trainer =
                new Trainer(TinyProblem.model("epochs=1"), 0, new Seed(1), Numbers.FP32, Device.cpu(), 1, events::add);
        assertThatThrownBy(() -> trainer.fit(broken, ACCURACY))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("bad.png");
    }

    @Test
    void examplesNeedLabelsAndRowsOfBothKinds() {
        ImageRows rows = examples.rows();
        int[] all = IntStream.range(0, 60).toArray();
        assertThatThrownBy(() -> new Examples(rows, new int[59], 2, all, all)).hasMessage("59 labels for 60 rows");
        assertThatThrownBy(() -> new Examples(rows, new int[60], 2, new int[1], all))
                .hasMessageContaining("two rows to train on");
        assertThatThrownBy(() -> new Examples(rows, new int[60], 2, all, new int[0]))
                .hasMessageContaining("one to validate on");
    }
}
