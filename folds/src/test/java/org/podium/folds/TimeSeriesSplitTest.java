package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimeSeriesSplitTest {
    @Test
    void stretchesKeepToTheirBound() {
        for (long seed = 0; seed < 100; seed++) {
            Rows rows = Samples.full(seed);
            int run = mostOfOneTime(rows);
            int k = 3;
            int due = rows.size() / (k + 1);
            if (run >= due) {
                continue;
            }
            FoldPlan plan = TimeSeriesSplit.expanding(k, 0).split(rows, seed);
            int[] sizes = IntStream.range(0, k)
                    .map(fold -> plan.validation(fold).length)
                    .toArray();
            assertThat(IntStream.of(sizes))
                    .allSatisfy(size -> assertThat(size).isBetween(due - run + 1, due + run - 1));
            assertThat(IntStream.of(sizes).max().orElseThrow()
                            - IntStream.of(sizes).min().orElseThrow())
                    .isLessThanOrEqualTo(2 * (run - 1));
        }
    }

    static int mostOfOneTime(Rows rows) {
        return IntStream.range(0, rows.size())
                .mapToObj(rows::timeOf)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values()
                .stream()
                .mapToInt(Long::intValue)
                .max()
                .orElseThrow();
    }

    @Test
    void rowsOfOneTimeStayOnOneSide() {
        // Stretches would begin at places 2 and 4; the row at 3 is as late as that at 4 and 5.
        Rows rows = Rows.of(6).withTimes(new long[] {10, 20, 30, 40, 40, 40});
        FoldPlan plan = TimeSeriesSplit.expanding(2, 0).split(rows, 0);
        assertThat(plan.validation(0)).containsExactly(2);
        assertThat(plan.validation(1)).containsExactly(3, 4, 5);
        assertThat(plan.training(0)).containsExactly(0, 1);
        assertThat(plan.training(1)).containsExactly(0, 1, 2);
        assertThat(plan.unused(0, 0)).containsExactly(3, 4, 5);
    }

    @Test
    void theGapIsAtLeastAndTheWindowAtMostAsLongAsAskedFor() {
        Rows rows = Rows.of(9).withTimes(new long[] {1, 1, 1, 2, 3, 3, 4, 5, 6});
        // The fold validates 5 6 7 8 of which 5 shares its time with 4. Of 0 1 2 3 the gap takes the last, then the
        // window begins within the three of time 1 or before them.
        assertThat(new TimeSeriesSplit(1, 1, OptionalInt.of(3)).split(rows, 0).training(0))
                .containsExactly(0, 1, 2);
        assertThat(new TimeSeriesSplit(1, 0, OptionalInt.of(3)).split(rows, 0).training(0))
                .containsExactly(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TimeSeriesSplit(1, 1, OptionalInt.of(2)).split(rows, 0))
                .withMessage(
                        "fold 0 would train on no row: its validation begins after 4 rows, the gap is 1 rows and the"
                                + " window 2 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.expanding(1, 2).split(rows, 0))
                .withMessage("fold 0 would train on no row: its validation begins after 4 rows, the gap is 2 rows");
    }

    @Test
    void needsTimesAndEnoughOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.expanding(2, 0).split(Rows.of(9), 0))
                .withMessage("folds along time need a time for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> TimeSeriesSplit.expanding(2, 0).split(Rows.of(2).withTimes(new long[2]), 0))
                .withMessage("2 rows, too few for 2 folds along time");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        TimeSeriesSplit.expanding(2, 0).split(Rows.of(6).withTimes(new long[] {1, 2, 3, 3, 3, 3}), 0))
                .withMessageContaining("fold 0 of repeat 0 would validate no row");
    }

    @Test
    void refusesMoreFoldsThanIntegersCanCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.expanding(Integer.MAX_VALUE, 0)
                        .split(Rows.of(2).withTimes(new long[] {1, 2}), 0))
                .withMessage("2 rows, too few for 2147483647 folds along time");
    }

    @Test
    void takesTheEarliestAndTheLatestTimeThereIs() {
        Rows rows = Rows.of(4).withTimes(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE});
        FoldPlan plan = TimeSeriesSplit.expanding(1, 0).split(rows, 0);
        assertThat(plan.validation(0)).containsExactly(0, 3);
        assertThat(plan.training(0)).containsExactly(1, 2);
    }

    /** Row by fold this would be 10¹⁰ steps, and so would be walking over the rows of one time. */
    @Test
    @Timeout(20)
    void takesManyRowsAndFolds() {
        Rows rows = Rows.of(100_000).withTimes(LongStream.range(0, 100_000).toArray());
        FoldPlan plan = TimeSeriesSplit.expanding(99_999, 0).split(rows, 0);
        assertThat(plan.validation(99_998)).containsExactly(99_999);
    }

    @Test
    void namesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.expanding(0, 0))
                .withMessage("number of folds is 0, must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.expanding(3, -1))
                .withMessage("gap is -1 rows, must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimeSeriesSplit.sliding(3, 0, 0))
                .withMessage("window is 0 rows, must be at least 1");
    }
}
