package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine.Status;

class TimeOrderTest {
    private static final FoldPlan PLAN = FoldPlan.of(2, new int[] {0, 1, 0, 1, 0, 1});
    private static final double[] TIMES = {1, 2, 3, 4, 5, 6};
    private static final FoldPlan HOLDOUT = FoldPlan.of(1, new int[] {-1, -1, -1, -1, 0, 0});

    @Test
    void learningFromTheFutureFailsWhenTheTestRowsLieThere() {
        TimeOrder order = TimeOrder.of(PLAN, TIMES, Optional.of(new double[] {7, 8, 9}));
        assertThat(order.backward()).isEqualTo(2);
        // Fold 0 validates from time 1 on and trains on three later rows; fold 1 from 2 on, and two of three are later.
        assertThat(order.later()).isCloseTo(5 / 6.0, within(1e-12));
        CheckLine line = order.line("date");
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding())
                .startsWith("2 of 2 folds train on rows later by 'date'")
                .contains("83 %");
        assertThat(line.todo()).contains("time-series");
    }

    @Test
    void withoutTestTimesItIsDoubtful() {
        assertThat(TimeOrder.of(PLAN, TIMES, Optional.empty()).line("date").status())
                .isEqualTo(Status.WARNED);
    }

    @Test
    void testRowsAmongTheTrainingRowsAllowIt() {
        CheckLine line =
                TimeOrder.of(PLAN, TIMES, Optional.of(new double[] {2.5, 3.5})).line("date");
        assertThat(line.status()).isEqualTo(Status.PASSED);
    }

    @Test
    void testRowsBeforeTheTrainingRowsAreOdd() {
        CheckLine line =
                TimeOrder.of(HOLDOUT, TIMES, Optional.of(new double[] {-1, 0})).line("date");
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).startsWith("100 % of the test rows are earlier");
    }

    @Test
    void foldsInTheOrderOfTimePass() {
        assertThat(TimeOrder.of(HOLDOUT, TIMES, Optional.of(new double[] {7}))
                        .line("date")
                        .status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void rowsWithoutATimeArePassedOver() {
        double[] gaps = {1, 2, Double.NaN, Double.NaN, 5, 6};
        assertThat(TimeOrder.of(HOLDOUT, gaps, Optional.empty()).backward()).isZero();
        double[] none = new double[6];
        Arrays.fill(none, Double.NaN);
        assertThat(TimeOrder.of(HOLDOUT, none, Optional.empty()).line("date").status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void plansOfOtherRowsAreRefused() {
        assertThatThrownBy(() -> TimeOrder.of(PLAN, new double[3], Optional.empty()))
                .hasMessageContaining("6 rows have folds, but 3 have times");
    }
}
