package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LabelSetsTest {
    private static final LabelSets SETS = LabelSets.of(new int[][] {{2, 0}, {}, {2}}, 4);

    @Test
    void holdsTheLabelsAscending() {
        assertThat(SETS.size()).isEqualTo(3);
        assertThat(SETS.labelCount()).isEqualTo(4);
        assertThat(SETS.count(0)).isEqualTo(2);
        assertThat(SETS.label(0, 0)).isZero();
        assertThat(SETS.label(0, 1)).isEqualTo(2);
        assertThat(SETS.count(1)).isZero();
        assertThat(new int[] {SETS.labelSize(0), SETS.labelSize(1), SETS.labelSize(2), SETS.labelSize(3)})
                .containsExactly(1, 0, 2, 0);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> SETS.label(2, 1))
                .withMessage("label 1 of row 2, which has 1");
    }

    @Test
    void equalsByContent() {
        assertThat(SETS)
                .isEqualTo(LabelSets.of(new int[][] {{0, 2}, {}, {2}}, 4))
                .hasSameHashCodeAs(LabelSets.of(new int[][] {{0, 2}, {}, {2}}, 4))
                .isNotEqualTo(LabelSets.of(new int[][] {{0}, {2}, {2}}, 4))
                .isNotEqualTo(LabelSets.of(new int[][] {{2, 0}, {}, {2}}, 5));
    }

    @Test
    void refusesWhatIsNoSetOfLabels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSets.of(new int[][] {{}, {4}}, 4))
                .withMessage("label 4 of row 1 must be 0 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSets.of(new int[][] {{-1}}, 4))
                .withMessage("label -1 of row 0 must be 0 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSets.of(new int[][] {{1, 0, 1}}, 4))
                .withMessage("row 0 has label 1 twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelSets.of(new int[][] {{}}, 0))
                .withMessage("label count is 0, must be at least 1");
    }
}
