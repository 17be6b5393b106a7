package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hold-outs that are not stratified by rows. */
class HoldoutTest {
    @ParameterizedTest
    @CsvSource({"10, 0.25, 3", "10, 0.24, 2", "100, 0.994, 99", "3, 0.2, 1"})
    void holdsOutTheRoundedShare(int rows, double fraction, int heldOut) {
        FoldPlan plan = new Holdout(fraction).split(Rows.of(rows), 5);
        assertThat(plan.folds()).isOne();
        assertThat(plan.validation(0)).hasSize(heldOut);
        assertThat(plan.training(0)).hasSize(rows - heldOut);
    }

    @Test
    void refusesToHoldOutNothingOrAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Holdout(0.1).split(Rows.of(4), 0))
                .withMessage("a hold-out of 0.1 of 4 rows holds out no row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeHoldout(0.9).split(Rows.of(4).withTimes(new long[] {1, 2, 3, 4}), 0))
                .withMessage("a hold-out of 0.9 of 4 rows leaves no row to train on");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void takesAFractionBetweenZeroAndOne(double fraction) {
        for (Runnable make : List.<Runnable>of(
                () -> new Holdout(fraction), () -> new GroupHoldout(fraction), () -> new TimeHoldout(fraction))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(make::run)
                    .withMessageContaining("hold-out fraction is " + fraction);
        }
    }

    /** With every row a group of its own, the counts are those of the stratified hold-out where quotas are whole. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.4, 0.7})
    void groupsOfOneRowAreHeldOutExactly(double fraction) {
        Rows rows = Samples.ofSizes(40, 30, 10);
        Rows alone = rows.withGroups(rows.ids().orElseThrow());
        assertThat(Balance.of(alone, new GroupHoldout(fraction).split(alone, 3))
                        .folds()
                        .get(0)
                        .classRows())
                .containsExactly((int) Math.round(40 * fraction), (int) Math.round(30 * fraction), (int)
                        Math.round(10 * fraction));
    }

    @Test
    void groupsAreHeldOutBySizeWhereThereAreNoClasses() {
        // 3 of 30 rows are due: the group of 3, not the 27 others.
        assertThat(GroupKFoldTest.foldSizes(new GroupHoldout(0.1), new int[] {14, 13, 3}, 0))
                .containsExactly(3);
    }

    @Test
    void oneOfTwoGroupsIsHeldOutHoweverLarge() {
        assertThat(GroupKFoldTest.foldSizes(new GroupHoldout(0.01), new int[] {50, 60}, 0))
                .containsExactly(50);
    }

    @Test
    void theLatestRowsAreHeldOutWithAllOfTheirTime() {
        Rows rows = Rows.of(6).withTimes(new long[] {5, 1, 4, 4, 2, 4});
        assertThat(new TimeHoldout(0.5).split(rows, 0).validation(0)).containsExactly(0, 2, 3, 5);
        assertThat(new TimeHoldout(0.17).split(rows, 0).validation(0)).containsExactly(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeHoldout(0.5).split(Rows.of(4).withTimes(new long[] {7, 7, 7, 8}), 0))
                .withMessageContaining("too many rows have the time 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeHoldout(0.5).split(Rows.of(4), 0))
                .withMessage("folds along time need a time for every row");
    }

    @Test
    void timeHoldoutKeepsToItsBound() {
        for (long seed = 0; seed < 100; seed++) {
            Rows rows = Samples.full(seed);
            int heldOut = new TimeHoldout(0.3).split(rows, 0).validation(0).length;
            int due = (int) Math.round(rows.size() * 0.3);
            assertThat(heldOut).isBetween(due, due + TimeSeriesSplitTest.mostOfOneTime(rows) - 1);
            assertThat(IntStream.of(new Holdout(0.3).split(rows, seed).validation(0)))
                    .hasSize(due);
        }
    }
}
