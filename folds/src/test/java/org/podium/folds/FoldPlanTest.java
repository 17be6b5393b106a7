package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.IntStream;
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

    @Test
    void aRowTrainsInItsIntervalOnly() {
        FoldPlan plan = FoldPlan.of(2, new int[] {-1, 0, 1, -1}, new int[] {0, 1, 0, 0}, new int[] {1, 2, 2, 0});
        assertThat(plan.hasIntervals()).isTrue();
        assertThat(plan.training(0)).containsExactly(0, 2);
        assertThat(plan.training(1)).containsExactly(1);
        assertThat(plan.unused(0, 0)).containsExactly(3);
        assertThat(plan.unused(0, 1)).containsExactly(0, 3);
        assertThat(plan.trainsFrom(0, 1)).isEqualTo(1);
        assertThat(plan.trainsTo(0, 0)).isEqualTo(1);
        assertThat(plan.trains(0, 1, 2)).isFalse();
    }

    @Test
    void intervalsOfAllFoldsAreNone() {
        FoldPlan plan = FoldPlan.of(2, new int[] {0, 1, 1}, new int[3], new int[] {2, 2, 2});
        assertThat(plan.hasIntervals()).isFalse();
        assertThat(plan).isEqualTo(FoldPlan.of(2, new int[] {0, 1, 1}));
    }

    @Test
    void refusesIntervalsThatCannotBeUsed() {
        int[] folds = {0, 1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, folds, new int[] {0, 2}, new int[] {2, 1}))
                .withMessage("row 1 trains in the folds from 2 to before 1, must be an interval within 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, folds, new int[] {0, 0}, new int[] {2, 3}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, folds, new int[] {-1, 0}, new int[] {2, 2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, folds, new int[1], new int[] {2, 2}))
                .withMessage("folds of 2 rows, but intervals of 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2, folds, new int[] {0, 0}, new int[] {1, 2}))
                .withMessageContaining("fold 1 of repeat 0 would leave no row to train on");
    }

    @Test
    void innerPlansKeepOffTheOuterValidation() {
        FoldPlan outer = FoldPlan.of(2, new int[] {0, 0, 1, 1});
        int[] all = {2, 2, 2, 2};
        FoldPlan first = FoldPlan.of(2, new int[] {-1, -1, 0, 1}, new int[4], new int[] {0, 0, 2, 2});
        FoldPlan second = FoldPlan.of(2, new int[] {0, 1, -1, -1}, new int[4], new int[] {2, 2, 0, 0});
        FoldPlan nested = outer.withInner(List.of(first, second));
        assertThat(nested.inner()).containsExactly(first, second);
        assertThat(nested.validation(1)).isEqualTo(outer.validation(1));
        assertThat(nested).isNotEqualTo(outer);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outer.withInner(List.of(second, first)))
                .withMessage("the inner plan of repeat 0, fold 0 uses row 0, which that fold does not train on");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        outer.withInner(List.of(FoldPlan.of(2, new int[] {-1, -1, 0, 1}, new int[4], all), second)))
                .withMessageContaining("uses row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outer.withInner(List.of(first)))
                .withMessage("1 inner plans for 1 × 2 folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outer.withInner(List.of(FoldPlan.of(2, new int[] {0, 1}), second)))
                .withMessage("the inner plan is for 2 rows, the outer one for 4");
    }

    @Test
    void refusesMoreFoldsThanRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FoldPlan.of(2_000_000_000, new int[] {0, 1_999_999_999}))
                .withMessage("2000000000 folds, but only 2 rows");
    }

    @Test
    void holdsManyFolds() {
        int[] foldOf = IntStream.range(0, 40_000).toArray();
        FoldPlan plan = FoldPlan.of(40_000, foldOf);
        assertThat(plan.validation(39_999)).containsExactly(39_999);
    }
}
