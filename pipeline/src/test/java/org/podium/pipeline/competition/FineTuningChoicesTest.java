package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.config.Binder;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.Variants;
import org.podium.pipeline.config.YamlReader;
import org.podium.pipeline.error.UserError;

/** Loss, class weights, mixing, averaging and sampling, as a recipe writes them. */
class FineTuningChoicesTest {
    private static final Variants VARIANTS = new Variants(Map.of(
            ClassWeights.class, ClassWeights.NAMES,
            WeightAverage.class, WeightAverage.NAMES,
            Sampling.class, Sampling.NAMES));

    /** The keys as they stand in a model. */
    public record Keys(
            LossChoice loss,
            double labelSmoothing,
            Optional<ClassWeights> classWeights,
            Mixing mixing,
            Optional<WeightAverage> average,
            Sampling sampling) {
        public static final Keys DEFAULTS = new Keys(
                LossChoice.CROSS_ENTROPY,
                0,
                Optional.empty(),
                Mixing.DEFAULTS,
                Optional.empty(),
                Sampling.Shuffled.DEFAULTS);

        public Keys {
            loss.check(new Checks(), labelSmoothing, classWeights.isPresent()).verify();
        }
    }

    @TempDir
    private Path folder;

    private Keys read(String yaml) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve("recipe.yaml"), yaml);
        return new Binder(VARIANTS, problems).bind(YamlReader.read(file, problems), Keys.class);
    }

    @Test
    void everythingHasADefault() throws IOException {
        assertThat(read("")).isEqualTo(Keys.DEFAULTS);
        assertThat(Mixing.DEFAULTS.off()).isTrue();
    }

    @Test
    void namesAloneAreEnough() throws IOException {
        assertThat(read("""
                loss: hinge
                class-weights: balanced
                mixing: {mixup: 0.2, cutmix: 1.0}
                average: ema
                sampling: class-balanced
                """))
                .isEqualTo(new Keys(
                        LossChoice.HINGE,
                        0,
                        Optional.of(new ClassWeights.Balanced()),
                        new Mixing(Optional.of(0.2), Optional.of(1.0), 1, 0.5),
                        Optional.of(new WeightAverage.Ema(0.999)),
                        new Sampling.ClassBalanced(1)));
    }

    private static final String DETAILED = """
            loss: binary-cross-entropy
            label-smoothing: 0.1
            class-weights: {listed: {weights: [1, 2.5]}}
            mixing: {mixup: none, cutmix: 1.0, probability: 0.5, cutmix-share: 1}
            average: {swa: {epochs: 5}}
            sampling: {class-balanced: {power: 0.5}}
            """;

    @Test
    void writesWhatItReads() throws IOException {
        Keys keys = read(DETAILED);
        assertThat(keys.classWeights()).contains(new ClassWeights.Listed(List.of(1.0, 2.5)));
        assertThat(keys.mixing()).isEqualTo(new Mixing(Optional.empty(), Optional.of(1.0), 0.5, 1));
        assertThat(keys.average()).contains(new WeightAverage.Swa(5));
        assertThat(keys.sampling()).isEqualTo(new Sampling.ClassBalanced(0.5));
        assertThat(read(new ConfigWriter(VARIANTS).write(keys))).isEqualTo(keys);
        assertThat(read(new ConfigWriter(VARIANTS).write(Keys.DEFAULTS))).isEqualTo(Keys.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss: hinges | 'hinges', expected one of cross-entropy, binary-cross-entropy, hinge, mse, l1",
                "{loss: hinge, label-smoothing: 0.1} | 0.1, expected 0: labels are smoothed for cross-entropy",
                "{loss: mse, class-weights: balanced} | classes are weighted for cross-entropy, binary-cross-entropy",
                "class-weights: {listed: {weights: [1, 0]}} | [1.0, 0.0], expected numbers above 0",
                "class-weights: {listed: {weights: []}} | empty, expected at least one entry",
                "mixing: {mixup: 0} | 0.0, expected more than 0.0",
                "mixing: {cutmix: -1} | -1.0, expected more than 0.0",
                "mixing: {probability: 1.5} | 1.5, expected 0.0 to 1.0",
                "mixing: {cutmix-share: -0.5} | -0.5, expected 0.0 to 1.0",
                "average: {ema: {decay: 1}} | 1.0, expected at least 0.0 and less than 1.0",
                "average: {swa: {epochs: 0}} | 0, expected at least 1",
                "sampling: {class-balanced: {power: 2}} | 2.0, expected 0.0 to 1.0",
                "sampling: balanced | unknown name 'balanced'; there are class-balanced, shuffled"
            })
    void refusesWhatCannotBe(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(UserError.class).hasMessageContaining(message);
    }

    /** 8, 2 and 0 rows of three classes; scikit-learn's rule. */
    @Test
    void balancedWeightsAreRowsOverClassesTimesRowsOfTheClass() {
        assertThat(new ClassWeights.Balanced().values(new int[] {8, 2, 0})).containsExactly(10 / 24.0, 10 / 6.0, 0);
    }

    @Test
    void listedWeightsAreOneAClass() {
        ClassWeights listed = new ClassWeights.Listed(List.of(1.0, 2.0));
        assertThat(listed.values(new int[] {8, 2})).containsExactly(1, 2);
        assertThatThrownBy(() -> listed.values(new int[] {8, 2, 1}))
                .isInstanceOf(UserError.class)
                .hasMessage("class-weights lists 2 weights, but there are 3 classes; give one weight a class");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.999})
    void theDecayGrowsToItsLimit(double decay) {
        WeightAverage ema = new WeightAverage.Ema(decay);
        assertThat(ema.share(0)).isEqualTo(1);
        assertThat(ema.share(1)).isCloseTo(1 - Math.min(decay, 2.0 / 11), within(1e-15));
        assertThat(ema.share(40)).isCloseTo(1 - Math.min(decay, 0.82), within(1e-15));
        assertThat(ema.share(1_000_000)).isCloseTo(1 - decay, within(1e-15));
    }

    @Test
    void swaTakesTheLastEpochs() {
        WeightAverage.Swa swa = new WeightAverage.Swa(3);
        assertThat(List.of(swa.takes(7, 10), swa.takes(8, 10), swa.takes(10, 10)))
                .containsExactly(false, true, true);
        assertThat(new WeightAverage.Swa(5).takes(1, 3)).isTrue();
    }
}
