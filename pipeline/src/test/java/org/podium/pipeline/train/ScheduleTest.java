package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.network.Golden;

class ScheduleTest {
    private static double[] rates(double peak, int warmUp, int steps) {
        Schedule schedule = new Schedule(peak, warmUp, steps);
        return IntStream.range(0, steps).mapToDouble(schedule::rate).toArray();
    }

    @Test
    void warmsUpInEqualStepsThenFollowsTheCosine() {
        assertThat(rates(1, 4, 8))
                .containsExactly(
                        new double[] {0.25, 0.5, 0.75, 1, 1, 0.5 * (1 + Math.sqrt(0.5)), 0.5, 0.5 * (1 - Math.sqrt(0.5))
                        },
                        within(1e-12));
    }

    @Test
    void isThatOfTheGoldenRun() throws IOException {
        assertThat(rates(2e-3, 5, 30)).containsExactly(Golden.read("adamw.json").numbers("lr"), within(1e-10));
    }

    @Test
    void withoutWarmUpItStartsAtThePeak() {
        assertThat(rates(3e-4, 0, 100)[0]).isEqualTo(3e-4);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "0,2", "1,2", "2,2", "5,3", "10,10", "6,30", "7,1000"})
    void risesToThePeakFallsAfterItAndIsNeverZero(int warmUp, int steps) {
        double[] rates = rates(0.01, warmUp, steps);
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

    @Test
    void endsJustAboveZero() {
        assertThat(rates(1, 10, 1000)[999]).isPositive().isLessThan(1e-5);
    }

    @ParameterizedTest
    @CsvSource({"0,0,10", "NaN,0,10", "-1,0,10", "1,-1,10", "1,0,0"})
    void refusesWhatIsNoSchedule(double peak, int warmUp, int steps) {
        assertThatThrownBy(() -> new Schedule(peak, warmUp, steps))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(warmUp + " warm-up steps of " + steps);
    }
}
