package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BalanceTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    @Test
    void measuresSharesAgainstTheWhole() {
        // Shares of all rows: 1/2, 3/8, 1/8. Fold 0: 2/3, 0, 1/3; fold 1: 2/5, 3/5, 0.
        Rows rows = Samples.ofSizes(4, 3, 1);
        Balance balance = Balance.of(rows, FoldPlan.of(2, new int[] {0, 0, 1, 1, 1, 1, 1, 0}));
        assertThat(balance.folds()).hasSize(2);
        Balance.Fold first = balance.folds().get(0);
        assertThat(first.rows()).isEqualTo(3);
        assertThat(first.classRows()).containsExactly(2, 0, 1);
        assertThat(first.worstClass()).isEqualTo(1);
        assertThat(first.largestDeviation()).isCloseTo(3 / 8.0, ROUNDING);
        assertThat(first.untrainedClasses()).containsExactly(2);
        Balance.Fold second = balance.folds().get(1);
        assertThat(second.worstClass()).isEqualTo(1);
        assertThat(second.untrainedClasses()).containsExactly(1);
        assertThat(balance.largestDeviation()).isCloseTo(3 / 8.0, ROUNDING);
        assertThat(balance.meanDeviation())
                .isCloseTo((1 / 6.0 + 3 / 8.0 + 5 / 24.0 + 0.1 + 0.225 + 0.125) / 6, ROUNDING);
    }

    @Test
    void theFirstOfEquallyBadClassesIsTheWorst() {
        Balance balance = Balance.of(Samples.ofSizes(2, 2), FoldPlan.of(2, new int[] {0, 0, 1, 1}));
        assertThat(balance.folds())
                .allSatisfy(fold -> assertThat(fold.worstClass()).isZero());
    }

    @Test
    void coversEveryRepeat() {
        Balance balance =
                Balance.of(Samples.ofSizes(2, 2), FoldPlan.repeated(2, new int[][] {{0, 1, 0, 1}, {0, 0, 1, 1}}));
        assertThat(balance.folds()).extracting(Balance.Fold::repeat).containsExactly(0, 0, 1, 1);
        assertThat(balance.folds()).extracting(Balance.Fold::fold).containsExactly(0, 1, 0, 1);
        assertThat(balance.folds()).extracting(Balance.Fold::largestDeviation).containsExactly(0.0, 0.0, 0.5, 0.5);
        assertThat(balance.meanDeviation()).isEqualTo(0.25);
    }

    @Test
    void refusesAPlanOfOtherRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Balance.of(Samples.ofSizes(3), FoldPlan.of(2, new int[] {0, 1})))
                .withMessage("the plan is for 2 rows, not 3");
    }

    @Test
    void listsTheWorstClassesAndTheRareOnes() {
        Rows rows = Samples.ofSizes(4, 3, 1, 0);
        Balance balance = Balance.of(rows, FoldPlan.of(2, new int[] {0, 0, 1, 1, 1, 1, 1, 0}));
        assertThat(balance.worstClasses())
                .extracting(Balance.Deviation::classIndex)
                .containsExactly(1, 2, 0);
        Balance.Deviation worst = balance.worstClasses().get(0);
        assertThat(worst.fold()).isZero();
        assertThat(worst.deviation()).isEqualTo(balance.largestDeviation());
        assertThat(balance.rareClasses()).containsExactly(2);
        assertThat(balance.folds()).extracting(Balance.Fold::trainingRows).containsExactly(5, 3);
    }

    @Test
    void classesWithoutRowsDoNotCount() {
        FoldPlan plan = FoldPlan.of(2, new int[] {0, 0, 1, 1, 1, 1, 1, 0});
        Balance some = Balance.of(Samples.ofSizes(4, 3, 1), plan);
        Balance more = Balance.of(Samples.ofSizes(0, 4, 0, 3, 1, 0), plan);
        assertThat(more.meanDeviation()).isEqualTo(some.meanDeviation());
        assertThat(more.worstClasses())
                .extracting(Balance.Deviation::classIndex)
                .containsExactly(3, 4, 1);
        Balance even = Balance.of(Samples.ofSizes(0, 2), FoldPlan.of(2, new int[] {0, 1}));
        assertThat(even.folds()).extracting(Balance.Fold::worstClass).containsExactly(1, 1);
    }

    /** Looking at all rows for every fold would be 10¹⁰ steps. */
    @Test
    @Timeout(20)
    void measuresManyFolds() {
        int groups = 20_000;
        Rows rows = Rows.of(500_000)
                .withTargets(IntStream.range(0, 500_000)
                        .mapToDouble(row -> row % groups)
                        .toArray())
                .withGroups(
                        IntStream.range(0, 500_000).map(row -> row % groups).toArray(),
                        IntStream.range(0, groups).mapToObj(g -> "" + g).toList());
        Balance balance = Balance.of(rows, new LeaveOneGroupOut().split(rows, 0));
        assertThat(balance.folds()).hasSize(groups);
        assertThat(balance.folds().get(1).targets()).contains(new Balance.Moments(1, 0));
    }

    @Test
    void countsLabels() {
        // Label 0 has half of all rows, label 1 a quarter. Fold 0: 1/2 and 1/2, fold 1: 1/2 and 0.
        Rows rows = Rows.of(4).withLabelSets(LabelSets.of(new int[][] {{0, 1}, {}, {0}, {}}, 2));
        Balance balance = Balance.of(rows, FoldPlan.of(2, new int[] {0, 0, 1, 1}));
        assertThat(balance.folds().get(0).classRows()).containsExactly(1, 1);
        assertThat(balance.folds().get(0).largestDeviation()).isEqualTo(0.25);
        assertThat(balance.folds().get(0).untrainedClasses()).containsExactly(1);
        assertThat(balance.folds().get(1).classRows()).containsExactly(1, 0);
        assertThat(balance.rareClasses()).containsExactly(1);
        assertThat(balance.meanDeviation()).isEqualTo(0.125);
    }

    @Test
    void countsGroupsAndNamesTheTornOnes() {
        Rows rows = Rows.of(6).withGroups(List.of("c", "c", "a", "a", "b", "b"));
        Balance balance = Balance.of(rows, FoldPlan.of(2, new int[] {0, 1, 0, 0, 1, FoldPlan.ALWAYS_TRAINS}));
        assertThat(balance.folds()).extracting(Balance.Fold::groups).containsExactly(2, 2);
        assertThat(balance.tornGroups()).containsExactly("b", "c");
        assertThat(balance.worstClasses()).isEmpty();
        assertThat(balance.meanDeviation()).isZero();
        // Group c validates in both folds, but trains in none of them.
        FoldPlan apart = FoldPlan.of(2, new int[] {0, 1, 0, 0, 1, 1}, new int[6], new int[] {0, 0, 2, 2, 2, 2});
        assertThat(Balance.of(rows, apart).tornGroups()).isEmpty();
    }

    @Test
    void averagesTargets() {
        Rows rows = Rows.of(4).withTargets(new double[] {1, 3, 10, 10});
        Balance balance = Balance.of(rows, FoldPlan.of(2, new int[] {0, 0, 1, 1}));
        assertThat(balance.targets()).contains(new Balance.Moments(6, Math.sqrt((25 + 9 + 16 + 16) / 4.0)));
        assertThat(balance.folds().get(0).targets()).contains(new Balance.Moments(2, 1));
        assertThat(balance.folds().get(1).targets()).contains(new Balance.Moments(10, 0));
    }

    @Test
    void aClassThatComesLaterIsUntrained() {
        Rows rows = Samples.ofSizes(4, 2).withTimes(new long[] {1, 2, 3, 4, 5, 6});
        Balance balance = Balance.of(rows, TimeSeriesSplit.expanding(2, 0).split(rows, 0));
        assertThat(balance.folds())
                .allSatisfy(fold -> assertThat(fold.untrainedClasses()).containsExactly(1));
        assertThat(balance.folds()).extracting(Balance.Fold::trainingRows).containsExactly(2, 4);
    }
}
