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
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.Variants;
import org.podium.pipeline.config.YamlReader;
import org.podium.pipeline.error.UserError;

/** How a model's optimizer, schedule, learning rate and frozen part are written. */
class ChoicesTest {
    private static final Variants VARIANTS = new Variants(Map.of(
            OptimizerChoice.class, OptimizerChoice.NAMES,
            ScheduleChoice.class, ScheduleChoice.NAMES,
            Freeze.class, Freeze.NAMES));

    /** The keys of a model that these are. */
    public record Choices(OptimizerChoice optimizer, ScheduleChoice schedule, LearningRate lr, Freeze freeze) {
        public static final Choices DEFAULTS = new Choices(
                OptimizerChoice.AdamW.DEFAULTS,
                ScheduleChoice.Cosine.DEFAULTS,
                new LearningRate(1e-3, Optional.empty()),
                new Freeze.None());
    }

    @TempDir
    private Path folder;

    private Choices read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("choices.yaml"), yaml);
        Problems problems = new Problems();
        return new Binder(VARIANTS, problems).bind(YamlReader.read(file, problems), Choices.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: sgd",
                "optimizer: {sgd: {momentum: 0.8}}",
                "optimizer: {sgd: {momentum: 0, nesterov: false}}",
                "optimizer: adagrad",
                "optimizer: {rmsprop: {centered: true}}",
                "optimizer: adam",
                "optimizer: {adamw: {beta2: 0.99}}",
                "schedule: constant",
                "schedule: {step: 10}",
                "schedule: {step: {every: 10, factor: 0.5}}",
                "schedule: {multi-step: [3, 6]}",
                "schedule: {exponential: 0.9}",
                "schedule: {cosine: 0.01}",
                "schedule: one-cycle",
                "schedule: polynomial",
                "schedule: reduce-on-plateau",
                "lr: 0.1",
                "lr: {base: 0.1, per: 256}",
                "freeze: none",
                "freeze: backbone",
                "freeze: {stages: 2}",
                "freeze: {thaw-after: 3}"
            })
    void whatIsReadIsWrittenSoThatItReadsTheSame(String yaml) throws IOException {
        Choices choices = read(yaml);
        assertThat(choices).isNotEqualTo(yaml.equals("freeze: none") ? null : Choices.DEFAULTS);
        assertThat(read(new ConfigWriter(VARIANTS).write(choices))).isEqualTo(choices);
    }

    @Test
    void everyKeyArrives() throws IOException {
        assertThat(read("""
                        optimizer: {rmsprop: {alpha: 0.9, momentum: 0.5, epsilon: 1e-3, centered: true}}
                        schedule: {multi-step: {at: [3, 6], factor: 0.3}}
                        lr: {base: 0.1, per: 256}
                        freeze: {thaw-after: 3}
                        """))
                .isEqualTo(new Choices(
                        new OptimizerChoice.RmsProp(0.9, 0.5, 1e-3, true),
                        new ScheduleChoice.MultiStep(List.of(3, 6), 0.3),
                        new LearningRate(0.1, Optional.of(256)),
                        new Freeze.ThawAfter(3)));
    }

    @Test
    void oneNumberIsWrittenShort() {
        assertThat(new ConfigWriter(VARIANTS)
                        .write(new Choices(
                                new OptimizerChoice.Sgd(0.9, true),
                                new ScheduleChoice.Exponential(0.9),
                                new LearningRate(0.1, Optional.of(256)),
                                new Freeze.Stages(2))))
                .isEqualTo("""
                        optimizer:
                          sgd:
                            momentum: 0.9
                            nesterov: true
                        schedule:
                          exponential: 0.9
                        lr:
                          base: 0.1
                          per: 256
                        freeze:
                          stages: 2
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "optimizer: adamax         | optimizer: unknown name 'adamax'; did you mean 'adam'?",
                "optimizer: {sgd: {momentum: 1}} | optimizer.sgd.momentum: 1.0, expected at least 0.0 and less than 1.0",
                "optimizer: {sgd: {momentum: 0}} | optimizer.sgd: nesterov needs a momentum above 0; set nesterov: false",
                "optimizer: {adagrad: {lr-decay: -1}} | optimizer.adagrad.lr-decay: -1.0, expected at least 0.0",
                "optimizer: {rmsprop: {alpha: 1}} | optimizer.rmsprop.alpha: 1.0, expected at least 0.0 and less than 1.0",
                "optimizer: {adam: {epsilon: 0}} | optimizer.adam.epsilon: 0.0, expected more than 0.0",
                "optimizer: {adamw: {beta2: 1}} | optimizer.adamw.beta2: 1.0, expected at least 0.0 and less than 1.0",
                "schedule: cosin           | schedule: unknown name 'cosin'; did you mean 'cosine'?",
                "schedule: step            | schedule.every: missing, expected an integer",
                "schedule: {step: 0}       | schedule.step: 0, expected at least 1",
                "schedule: {step: {every: 1, factor: 2}} | schedule.step.factor: 2.0, expected more than 0, at most 1",
                "schedule: {multi-step: []} | schedule.multi-step: empty, expected at least one entry",
                "schedule: {multi-step: [4, 4]} | schedule.multi-step: [4, 4], expected rising epochs, each at least 1",
                "schedule: {exponential: 0} | schedule.exponential: 0.0, expected more than 0, at most 1",
                "schedule: {cosine: 1}     | schedule.cosine: 1.0, expected at least 0.0 and less than 1.0",
                "schedule: {one-cycle: {rising: 1}} | schedule.one-cycle.rising: 1.0, expected a share between 0 and 1",
                "schedule: {one-cycle: {start-divisor: 0}} | schedule.one-cycle.start-divisor: 0.0, expected at least 1.0",
                "schedule: {polynomial: 0} | schedule.polynomial: 0.0, expected more than 0.0",
                "schedule: {reduce-on-plateau: {patience: -1}} | schedule.reduce-on-plateau.patience: -1, expected at least 0",
                "schedule: {reduce-on-plateau: {factor: 1}} | schedule.reduce-on-plateau.factor: 1.0, expected a factor between 0 and 1",
                "lr: fast                  | lr: 'fast', expected a number or a mapping with the keys base, per",
                "lr: 0                     | lr: 0.0, expected more than 0.0",
                "lr: {per: 0}              | lr.per: 0, expected at least 1",
                "freeze: {stages: 0}       | freeze.stages: 0, expected at least 1",
                "freeze: {thaw-after: x}   | freeze.thaw-after: 'x', expected an integer or a mapping with the keys epochs",
                "freeze: all               | freeze: unknown name 'all'; there are backbone, none, stages, thaw-after",
            })
    void aMistakeIsToldInOneLine(String yaml, String problem) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("choices.yaml") + ":1: " + problem);
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
