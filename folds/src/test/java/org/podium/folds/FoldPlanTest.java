package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class FoldPlanTest {
    @Test
    void separatesValidationFromTraining() {
        FoldPlan plan = FoldPlan.of(2, new int[] {1, 0, FoldPlan.ALWAYS_TRAINS, 1});
        assertThat(plan.rows()).isEqualTo(4);
        assertThat(plan.repeats()).isEqualTo(1);
        assertThat(plan.folds()).isEqualTo(2);
        assertThat(plan.fold(2)).isEqualTo(FoldPlan.ALWAYS_TRAINS);
        assertThat(plan.validation(1)).containsExactly(0, 3);
        assertThat(plan.training(1)).containsExactly(1, 2);
        assertThat(plan.validation(0)).containsExactly(1);
        assertThat(plan.training(0)).containsExactly(0, 2, 3);
    }

    @Test
    void refusesFoldsThatCannotBeUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(0, new int[] {0}))
                .withMessageContaining("number of folds is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, new int[] {0, 2}))
                .withMessageContaining("fold of row 1 is 2, must be 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, new int[] {0, -2}))
                .withMessageContaining("fold of row 1 is -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(3, new int[] {0, 2, 0}))
                .withMessageContaining("fold 1 of repeat 0 would validate no row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(1, new int[] {0, 0}))
                .withMessageContaining("leave no row to train on");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.repeated(1, new int[0][]))
                .withMessageContaining("no repeats");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.repeated(2, new int[][] {{0, 1}, {0, 1, 1}}))
                .withMessage("repeat 1 has 3 rows, repeat 0 has 2");
    }

    @Test
    void holdsRepeatsApart() {
        FoldPlan plan = FoldPlan.repeated(2, new int[][] {{0, 1, 1}, {1, 0, 1}});
        assertThat(plan.repeats()).isEqualTo(2);
        assertThat(plan.fold(1, 0)).isEqualTo(1);
        assertThat(plan.validation(0, 1)).containsExactly(1, 2);
        assertThat(plan.validation(1, 1)).containsExactly(0, 2);
        assertThat(plan.training(1, 1)).containsExactly(1);
        assertThatIllegalStateException().isThrownBy(() -> plan.fold(0)).withMessageContaining("2 repeats");
        assertThatIllegalStateException().isThrownBy(() -> plan.validation(0));
        assertThatIllegalStateException().isThrownBy(() -> plan.training(0));
    }

    @Test
    void keepsItsOwnCopy() {
        int[] foldOf = {0, 1};
        FoldPlan plan = FoldPlan.of(2, foldOf);
        foldOf[0] = 1;
        assertThat(plan).isEqualTo(FoldPlan.of(2, new int[] {0, 1}));
        assertThat(plan).isNotEqualTo(FoldPlan.of(2, new int[] {1, 0}));
    }
}
