package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

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
}
