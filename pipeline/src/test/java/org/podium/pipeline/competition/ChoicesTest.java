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

/** How a model's optimizer, schedule, learning rate and frozen part are written. */
class ChoicesTest {
    /** For what is frozen. */
    private static final String WEIGHTS = "weights=podium/resnet10";

    @TempDir
    private Path folder;

    private Recipe reread(Recipe recipe) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.yaml"), RecipeFile.write(recipe)), List.of());
    }

    private static Recipe recipe(Model model) {
        return Records.with(Recipe.DEFAULTS, "models", List.of(model));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer=sgd",
                "optimizer={sgd: {momentum: 0.8}}",
                "optimizer={sgd: {momentum: 0, nesterov: false}}",
                "optimizer=adagrad",
                "optimizer={rmsprop: {centered: true}}",
                "optimizer=adam",
                "optimizer={adamw: {beta2: 0.99}}",
                "schedule=constant",
                "schedule={step: 9}",
                "schedule={step: {every: 4, factor: 0.5}}",
                "schedule={multi-step: [3, 6]}",
                "schedule={exponential: 0.9}",
                "schedule={cosine: 0.01}",
                "schedule=one-cycle",
                "schedule=polynomial",
                "schedule=reduce-on-plateau",
                "lr=0.1",
                "lr={base: 0.1, per: 256}",
                "freeze=none",
                "freeze=backbone",
                "freeze={stages: 2}",
                "freeze={thaw-after: 3}"
            })
    void whatIsReadIsWrittenSoThatItReadsTheSame(String setting) throws IOException {
        Model model = RecipeFile.model(WEIGHTS, setting);
        assertThat(model).isNotEqualTo(setting.equals("freeze=none") ? null : RecipeFile.model(WEIGHTS));
        assertThat(reread(recipe(model))).isEqualTo(recipe(model));
    }

    @Test
    void everyKeyArrives() {
        Model model = RecipeFile.model(
                "optimizer={rmsprop: {alpha: 0.9, momentum: 0.5, epsilon: 1e-3, centered: true}}",
                "schedule={multi-step: {at: [3, 6], factor: 0.3}}",
                "lr={base: 0.1, per: 256}",
                "freeze={thaw-after: 3}");
        assertThat(model.optimizer()).isEqualTo(new OptimizerChoice.RmsProp(0.9, 0.5, 1e-3, true));
        assertThat(model.schedule()).isEqualTo(new ScheduleChoice.MultiStep(List.of(3, 6), 0.3));
        assertThat(model.lr()).isEqualTo(new LearningRate(0.1, Optional.of(256)));
        assertThat(model.freeze()).isEqualTo(new Freeze.ThawAfter(3));
    }

    @Test
    void oneNumberIsWrittenShort() {
        assertThat(RecipeFile.write(recipe(RecipeFile.model(
                        WEIGHTS,
                        "optimizer=sgd",
                        "schedule={exponential: 0.9}",
                        "lr={base: 0.1, per: 256}",
                        "freeze={stages: 2}"))))
                .containsIgnoringWhitespaces(
                        "optimizer: sgd: momentum: 0.9 nesterov: true lr: base: 0.1 per: 256",
                        "schedule: exponential: 0.9 warm-up",
                        "freeze: stages: 2 epochs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "freeze={thaw-after: 9}     | freeze={thaw-after: 10}   | thaw-after 10 of 10 epochs never trains the"
                        + " backbone; take fewer, or freeze: backbone",
                "schedule={step: 9}         | schedule={step: 10}       | the rate falls after epoch 10, of 10 epochs;"
                        + " let it fall earlier, or take more epochs",
                "schedule={multi-step: [2, 9]} | schedule={multi-step: [2, 10]} | the rate falls after epoch 10, of 10"
                        + " epochs; let it fall earlier, or take more epochs",
                "schedule={reduce-on-plateau: {patience: 7}} | schedule={reduce-on-plateau: {patience: 8}} | with patience"
                        + " 8 the rate falls after epoch 10 at the earliest, of 10 epochs; take less patience or more epochs",
                "average={swa: 10}          | average={swa: 11}         | swa over the last 11 of 10 epochs; take {swa: 10}"
                        + " or more epochs",
            })
    void whatCouldDoNothingInTheEpochsThereAreIsRefused(String possible, String impossible, String problem) {
        assertThat(RecipeFile.model(possible).epochs()).isEqualTo(10);
        assertThatThrownBy(() -> RecipeFile.model(impossible))
                .isInstanceOf(UserError.class)
                .hasMessage("--set " + impossible + ": " + impossible.substring(0, impossible.indexOf('=')) + ": "
                        + problem);
    }

    @Test
    void theDefaultPatienceOfAPlateauFitsTheDefaultEpochs() {
        assertThat(RecipeFile.model("schedule=reduce-on-plateau").schedule())
                .isEqualTo(new ScheduleChoice.ReduceOnPlateau(0.1, 2, 1e-4, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"freeze=backbone | backbone", "freeze={stages: 1} | stages"})
    void whatIsFrozenHasToComeWithWeights(String setting, String what) {
        assertThatThrownBy(() -> RecipeFile.model(setting))
                .isInstanceOf(UserError.class)
                .hasMessage("--set " + setting + ": freeze: " + what
                        + " without weights would stay as chance made it; give weights, or freeze: none");
        assertThat(RecipeFile.model(setting, WEIGHTS).weights()).isPresent();
        assertThat(RecipeFile.model(setting, "network=torchscript", "backbone=a.pt")
                        .backbone())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer=adamax         | optimizer: unknown name 'adamax'; did you mean 'adam'?",
                "optimizer={sgd: {momentum: 1}} | optimizer.sgd.momentum: 1.0, expected at least 0.0 and less than 1.0",
                "optimizer={sgd: {momentum: 0}} | optimizer.sgd: nesterov needs a momentum above 0; set nesterov: false",
                "optimizer={adagrad: {lr-decay: -1}} | optimizer.adagrad.lr-decay: -1.0, expected at least 0.0",
                "optimizer={rmsprop: {alpha: 1}} | optimizer.rmsprop.alpha: 1.0, expected at least 0.0 and less than 1.0",
                "optimizer={adam: {epsilon: 0}} | optimizer.adam.epsilon: 0.0, expected more than 0.0",
                "optimizer={adamw: {beta2: 1}} | optimizer.adamw.beta2: 1.0, expected at least 0.0 and less than 1.0",
                "schedule=cosin           | schedule: unknown name 'cosin'; did you mean 'cosine'?",
                "schedule=step            | schedule.every: missing, expected an integer",
                "schedule={step: 0}       | schedule.step: 0, expected at least 1",
                "schedule={step: {every: 1, factor: 2}} | schedule.step.factor: 2.0, expected more than 0, at most 1",
                "schedule={multi-step: []} | schedule.multi-step: empty, expected at least one entry",
                "schedule={multi-step: [4, 4]} | schedule.multi-step: [4, 4], expected rising epochs, each at least 1",
                "schedule={exponential: 0} | schedule.exponential: 0.0, expected more than 0, at most 1",
                "schedule={cosine: 1}     | schedule.cosine: 1.0, expected at least 0.0 and less than 1.0",
                "schedule={one-cycle: {rising: 1}} | schedule.one-cycle.rising: 1.0, expected a share between 0 and 1",
                "schedule={one-cycle: {start-divisor: 0}} | schedule.one-cycle.start-divisor: 0.0, expected at least 1.0",
                "schedule={polynomial: 0} | schedule.polynomial: 0.0, expected more than 0.0",
                "schedule={reduce-on-plateau: {patience: -1}} | schedule.reduce-on-plateau.patience: -1, expected at least 0",
                "schedule={reduce-on-plateau: {factor: 1}} | schedule.reduce-on-plateau.factor: 1.0, expected a factor between 0 and 1",
                "lr=fast                  | lr: 'fast', expected a number or a mapping with the keys base, per",
                "lr=0                     | lr: 0.0, expected more than 0.0",
                "lr={per: 0}              | lr.per: 0, expected at least 1",
                "freeze={stages: 0}       | freeze.stages: 0, expected at least 1",
                "freeze={thaw-after: x}   | freeze.thaw-after: 'x', expected an integer or a mapping with the keys epochs",
                "freeze=all               | freeze: unknown name 'all'; there are backbone, none, stages, thaw-after",
            })
    void aMistakeIsToldInOneLine(String setting, String problem) {
        assertThatThrownBy(() -> RecipeFile.model(WEIGHTS, setting))
                .isInstanceOf(UserError.class)
                .hasMessage("--set " + setting + ": " + problem);
    }

    @Test
    void aRateGrowsWithTheBatchOnlyIfItIsMeantPerRows() {
        assertThat(new LearningRate(0.1, Optional.empty()).forRows(64)).isEqualTo(0.1);
        assertThat(new LearningRate(0.1, Optional.of(256)).forRows(64)).isCloseTo(0.025, within(1e-15));
        assertThat(new LearningRate(0.1, Optional.of(256)).forRows(1024)).isCloseTo(0.4, within(1e-15));
    }

    /** Of a network of five stages and a head. */
    @Test
    void stagesAreFrozenFromTheStem() {
        assertThat(new Freeze.None().frozenStages(1, 6)).isZero();
        assertThat(new Freeze.Backbone().frozenStages(9, 6)).isEqualTo(5);
        assertThat(new Freeze.Stages(2).frozenStages(9, 6)).isEqualTo(2);
        assertThat(new Freeze.ThawAfter(3).frozenStages(3, 6)).isEqualTo(5);
        assertThat(new Freeze.ThawAfter(3).frozenStages(4, 6)).isZero();
    }

    @Test
    void aNetworkHasToHaveTheStages() {
        assertThat(new Freeze.Stages(5).frozenStages(1, 6)).isEqualTo(5);
        assertThatThrownBy(() -> new Freeze.Stages(6).frozenStages(1, 6))
                .isInstanceOf(UserError.class)
                .hasMessage("freeze: 6 stages, but the network has 5 before its head; take fewer, or freeze: backbone");
    }
}
