package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.Recipe.Model;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;

/** Loss, class weights, mixing, averaging and sampling, as a recipe writes them. */
class FineTuningChoicesTest {
    @TempDir
    private Path folder;

    @Test
    void everythingHasADefault() {
        assertThat(RecipeFile.model()).isEqualTo(Model.DEFAULTS);
        assertThat(RecipeFile.model("class-weights=none", "mixing=none", "average=none", "sampling=shuffled"))
                .isEqualTo(Model.DEFAULTS);
    }

    @Test
    void namesAloneAreEnough() {
        Model model = RecipeFile.model(
                "loss=hinge",
                "class-weights=balanced",
                "mixing={mixup: 0.2, cutmix: 1.0}",
                "average=ema",
                "sampling=class-balanced");
        assertThat(model.loss()).isEqualTo(LossChoice.HINGE);
        assertThat(model.classWeights()).contains(new ClassWeights.Balanced());
        assertThat(model.mixing()).contains(new Mixing(Optional.of(0.2), Optional.of(1.0), 1, 0.5));
        assertThat(model.average()).contains(new WeightAverage.Ema(0.999));
        assertThat(model.sampling()).isEqualTo(new Sampling.ClassBalanced(1));
    }

    @Test
    void whatIsReadIsWrittenSoThatItReadsTheSame() throws IOException {
        Model model = RecipeFile.model(
                "loss=binary-cross-entropy",
                "label-smoothing=0.1",
                "class-weights={listed: {weights: [1, 2.5]}}",
                "mixing={mixup: none, cutmix: 1.0, probability: 0.5, cutmix-share: 1}",
                "average={swa: {epochs: 5}}",
                "sampling={class-balanced: {power: 0.5}}");
        assertThat(model.classWeights()).contains(new ClassWeights.Listed(List.of(1.0, 2.5)));
        assertThat(model.mixing()).contains(new Mixing(Optional.empty(), Optional.of(1.0), 0.5, 1));
        assertThat(model.average()).contains(new WeightAverage.Swa(5));
        assertThat(model.sampling()).isEqualTo(new Sampling.ClassBalanced(0.5));

        Recipe recipe = Records.with(Recipe.DEFAULTS, "models", List.of(model));
        Path file = Files.writeString(folder.resolve("recipe.yaml"), RecipeFile.write(recipe));
        assertThat(RecipeFile.read(file, List.of())).isEqualTo(recipe);
    }

    @Test
    void mixingOfAModelReplacesThatOfTheDefaultsAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("recipe.yaml"), """
                defaults: {mixing: {mixup: 0.2, probability: 0.5}}
                models: [{name: a}, {name: b, mixing: none}, {name: c, mixing: {cutmix: 1}}]
                """);
        assertThat(RecipeFile.read(file, List.of()).models())
                .extracting(Model::mixing)
                .containsExactly(
                        Optional.of(new Mixing(Optional.of(0.2), Optional.empty(), 0.5, 0.5)),
                        Optional.empty(),
                        Optional.of(new Mixing(Optional.empty(), Optional.of(1.0), 1, 0.5)));
    }

    @ParameterizedTest
    @CsvSource({"cross-entropy,0.1,balanced", "dice,0,none", "bce-dice,0,none", "focal,0,balanced"})
    void lossesOfPixelsAreForNetworksThatTellThem(String loss, String smoothing, String weights) {
        String[] settings = {
            "loss=" + loss, "label-smoothing=" + smoothing, "class-weights=" + weights, "network=unet-resnet18"
        };
        Model model = RecipeFile.model(settings);
        assertThat(model.loss().ofPixels()).isTrue();
        assertThat(model.segments()).isTrue();
    }

    @Test
    void anotherLossOfPixelsIsToldInOneLine() {
        assertThatThrownBy(() -> RecipeFile.model("network=fcn-resnet10", "loss=mse"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "loss: mse, expected cross-entropy, dice, bce-dice or focal with a network that tells the class"
                                + " of every pixel");
        assertThatThrownBy(() -> RecipeFile.model("network=fcn-resnet10", "loss=dice", "label-smoothing=0.1"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("label-smoothing: 0.1, expected 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss=hinges | loss: 'hinges', expected one of cross-entropy, binary-cross-entropy, hinge, mse, l1, dice, bce-dice, focal; did you mean 'hinge'?",
                "loss=bce-dice | loss: bce-dice, expected a loss of whole images; those of pixels are for fcn-* and unet-* networks",
                "class-weights={listed: {weights: [1, 0]}} | class-weights.listed.weights: [1.0, 0.0], expected numbers above 0",
                "class-weights={listed: {weights: []}} | class-weights.listed.weights: empty, expected at least one entry",
                "mixing={mixup: 0} | mixing.mixup: 0.0, expected more than 0.0",
                "mixing={cutmix: -1} | mixing.cutmix: -1.0, expected more than 0.0",
                "mixing={mixup: 1, probability: 0} | mixing.probability: 0.0, expected more than 0, at most 1; mixing: none turns it off",
                "mixing={mixup: 1, cutmix-share: -0.5} | mixing.cutmix-share: -0.5, expected 0.0 to 1.0",
                "mixing={probability: 0.5} | mixing: neither mixup nor cutmix, expected one or both, as {mixup: 0.2}, or mixing: none",
                "average={ema: {decay: 1}} | average.ema.decay: 1.0, expected at least 0.0 and less than 1.0",
                "average={swa: {epochs: 0}} | average.swa.epochs: 0, expected at least 1",
                "sampling={class-balanced: {power: 2}} | sampling.class-balanced.power: 2.0, expected 0.0 to 1.0",
                "sampling=balanced | sampling: unknown name 'balanced'; there are class-balanced, shuffled"
            })
    void aMistakeIsToldInOneLine(String setting, String problem) {
        assertThatThrownBy(() -> RecipeFile.model(setting))
                .isInstanceOf(UserError.class)
                .hasMessage("--set " + setting + ": " + problem);
    }

    /** 8, 2 and 0 rows of three classes; scikit-learn's rule. */
    @Test
    void balancedWeightsAreRowsOverClassesTimesRowsOfTheClass() {
        assertThat(new ClassWeights.Balanced().values(new long[] {8, 2, 0})).containsExactly(10 / 24.0, 10 / 6.0, 0);
    }

    @Test
    void listedWeightsAreOneAClass() {
        ClassWeights listed = new ClassWeights.Listed(List.of(1.0, 2.0));
        assertThat(listed.values(new long[] {8, 2})).containsExactly(1, 2);
        assertThatThrownBy(() -> listed.values(new long[] {8, 2, 1}))
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
