package org.podium.pipeline.train;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.ScheduleChoice;
import org.podium.pipeline.competition.ScheduleChoice.Constant;
import org.podium.pipeline.competition.ScheduleChoice.Cosine;
import org.podium.pipeline.competition.ScheduleChoice.Exponential;
import org.podium.pipeline.competition.ScheduleChoice.MultiStep;
import org.podium.pipeline.competition.ScheduleChoice.OneCycle;
import org.podium.pipeline.competition.ScheduleChoice.Polynomial;
import org.podium.pipeline.competition.ScheduleChoice.ReduceOnPlateau;
import org.podium.pipeline.competition.ScheduleChoice.Step;
import org.podium.pipeline.network.Golden;

class ScheduleTest {
    private static final Map<String, ScheduleChoice> PLANNED = Map.ofEntries(
            entry("constant", new Constant()),
            entry("step", new Step(2, 0.3)),
            entry("multi-step", new MultiStep(List.of(1, 4), 0.1)),
            entry("exponential", new Exponential(0.7)),
            entry("cosine", new Cosine(0.05)),
            entry("one-cycle", OneCycle.DEFAULTS),
            entry("one-cycle of other shape", new OneCycle(0.5, 10, 100)),
            entry("polynomial", new Polynomial(0.9)));

    private static double[] rates(ScheduleChoice choice, double peak, Span span) {
        Schedule schedule = Schedule.of(choice, peak, span, true);
        return IntStream.range(0, span.steps()).mapToDouble(schedule::rate).toArray();
    }

    static Stream<String> planned() {
        return PLANNED.keySet().stream().sorted();
    }

    @Test
    void everyGoldenIsTested() throws IOException {
        Set<String> tested = new HashSet<>(PLANNED.keySet());
        tested.addAll(Set.of("plateau max", "plateau min"));
        assertThat(TrainGolden.read("schedules.json").keys()).isEqualTo(tested);
    }

    /** Six epochs of seven steps. */
    @ParameterizedTest
    @MethodSource("planned")
    void everyStepIsTorchs(String name) throws IOException {
        double[] expected =
                TrainGolden.numbers(TrainGolden.read("schedules.json").get(name));
        assertThat(rates(PLANNED.get(name), 0.2, new Span(0, 7, 6))).containsExactly(expected, within(1e-11));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPlateauIsTorchs(boolean higherIsBetter) throws IOException {
        JsonNode golden = TrainGolden.read("schedules.json").get(higherIsBetter ? "plateau max" : "plateau min");
        double[] rates = TrainGolden.numbers(golden.get("rates"));
        Schedule schedule =
                Schedule.of(new ReduceOnPlateau(0.25, 2, 1e-3, 0.01), 0.2, new Span(0, 7, 30), higherIsBetter);
        int epoch = 0;
        for (double score : TrainGolden.numbers(golden.get("scores"))) {
            schedule = schedule.after(score);
            assertThat(schedule.rate(7 * (epoch + 1)))
                    .as("after epoch %d", epoch)
                    .isCloseTo(rates[epoch], within(1e-12));
            epoch++;
        }
    }

    /** A score after an epoch leaves the schedule as it was, so that a state can be kept and taken up again. */
    @Test
    void aPlateauDoesNotChangeWithItsSuccessor() {
        Schedule first = Schedule.of(new ReduceOnPlateau(0.5, 0, 0, 0), 1, new Span(2, 4, 3), true);
        Schedule second = first.after(0.5);
        Schedule third = second.after(Double.NaN);
        assertThat(rates(first)).containsExactly(0.5, 1, 1);
        assertThat(rates(second)).containsExactly(0.5, 1, 1);
        assertThat(rates(third)).containsExactly(0.25, 0.5, 0.5);
    }

    private static double[] rates(Schedule schedule) {
        return IntStream.range(0, 3).mapToDouble(schedule::rate).toArray();
    }

    @ParameterizedTest
    @MethodSource("planned")
    void scoresDoNotChangeWhatIsPlanned(String name) {
        Schedule schedule = Schedule.of(PLANNED.get(name), 1, new Span(0, 5, 2), true);
        assertThat(schedule.after(0.1).after(0.1)).isEqualTo(schedule);
    }

    @ParameterizedTest
    @MethodSource("planned")
    void warmUpRisesInEqualStepsToTheRateThatFollows(String name) {
        double[] rates = rates(PLANNED.get(name), 0.1, new Span(5, 10, 8));
        for (int step = 0; step < 5; step++) {
            assertThat(rates[step]).isCloseTo(rates[5] * (step + 1) / 5, within(1e-15));
        }
        assertThat(rates[4]).isEqualTo(rates[5]);
    }

    /** Epochs of 4 steps, of which the first is warm-up. */
    @Test
    void stepsAndMultiStepsCountTheEpochsOfTheRun() {
        double[] expected = {0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5};
        assertThat(rates(new Step(2, 0.5), 1, new Span(4, 4, 3))).containsExactly(expected);
        assertThat(rates(new MultiStep(List.of(2, 9), 0.5), 1, new Span(4, 4, 3)))
                .containsExactly(expected);
    }

    @Test
    void theOthersBeginAfterTheWarmUp() {
        Span alone = new Span(0, 4, 5);
        Span warmed = new Span(4, 4, 6);
        for (ScheduleChoice choice :
                List.of(new Exponential(0.5), Cosine.DEFAULTS, OneCycle.DEFAULTS, Polynomial.DEFAULTS)) {
            double[] rates = rates(choice, 0.3, warmed);
            assertThat(Arrays.copyOfRange(rates, 4, 24)).containsExactly(rates(choice, 0.3, alone));
        }
    }

    @Test
    void warmsUpInEqualStepsThenFollowsTheCosine() {
        assertThat(rates(Cosine.DEFAULTS, 1, new Span(4, 8, 1)))
                .containsExactly(
                        new double[] {0.25, 0.5, 0.75, 1, 1, 0.5 * (1 + Math.sqrt(0.5)), 0.5, 0.5 * (1 - Math.sqrt(0.5))
                        },
                        within(1e-12));
    }

    @Test
    void isThatOfTheGoldenRun() throws IOException {
        assertThat(rates(Cosine.DEFAULTS, 2e-3, new Span(5, 30, 1)))
                .containsExactly(Golden.read("adamw.json").numbers("lr"), within(1e-10));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "0,2", "1,2", "2,2", "5,3", "10,10", "6,30", "7,1000"})
    void theCosineRisesToThePeakFallsAfterItAndIsNeverZero(int warmUp, int steps) {
        double[] rates = rates(Cosine.DEFAULTS, 0.01, new Span(warmUp, steps, 1));
        int top = Math.min(warmUp, steps - 1);
        assertThat(rates[top]).isEqualTo(0.01);
        for (int i = 0; i < steps; i++) {
            assertThat(rates[i]).isPositive().isLessThanOrEqualTo(0.01);
            if (i > 0 && i < top) {
                assertThat(rates[i]).isGreaterThan(rates[i - 1]);
            } else if (i > top) {
                assertThat(rates[i]).isLessThan(rates[i - 1]);
            }
        }
    }

    /** However short the run; torch divides by zero where a cycle's rise takes no step. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 10, 20})
    void everyRateIsAboveZeroAndAtMostThePeak(int steps) {
        List<ScheduleChoice> choices = new ArrayList<>(PLANNED.values());
        for (double rising : new double[] {0.1, 0.2, 0.25, 0.5}) {
            choices.add(new OneCycle(rising, 25, 1e4));
        }
        for (ScheduleChoice choice : choices) {
            for (double rate : rates(choice, 0.01, new Span(0, steps, 1))) {
                assertThat(rate).as("%s", choice).isPositive().isLessThanOrEqualTo(0.01);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void refusesAPeakThatIsNone(double peak) {
        for (ScheduleChoice choice : List.of(new Constant(), ReduceOnPlateau.DEFAULTS)) {
            assertThatThrownBy(() -> Schedule.of(choice, peak, new Span(0, 1, 1), true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("peak learning rate of " + peak);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,1,1", "0,0,1", "0,1,0"})
    void refusesWhatIsNoTraining(int warmUp, int perEpoch, int epochs) {
        assertThatThrownBy(() -> new Span(warmUp, perEpoch, epochs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(warmUp + " warm-up steps");
    }
}
