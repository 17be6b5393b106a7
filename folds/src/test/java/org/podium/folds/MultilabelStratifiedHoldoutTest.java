package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultilabelStratifiedHoldoutTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.8})
    void holdsOutTheFractionOfRowsAndOfEveryLabel(double fraction) {
        for (long seed = 0; seed < 20; seed++) {
            Rows rows = LabelSamples.drawn(seed, 400);
            FoldPlan plan = new MultilabelStratifiedHoldout(fraction).split(rows, seed);
            assertThat(plan.validation(0)).hasSize((int) Math.round(400 * fraction));
            for (int label = 0; label < rows.labelSets().orElseThrow().labelCount(); label++) {
                double even = fraction * rows.labelSets().orElseThrow().labelSize(label);
                assertThat((double) LabelSamples.counts(rows, plan, label)[0]).isCloseTo(even, Offset.offset(1.0));
            }
        }
    }

    /** No promise for all rows, as the next test shows. */
    @Test
    void keepsTheOnlyRowOfALabelForTrainingIfLittleIsHeldOut() {
        Rows rows = LabelSamples.of(2, "1 x 1", "9 x 0");
        for (long seed = 0; seed < 20; seed++) {
            assertThat(LabelSamples.counts(rows, new MultilabelStratifiedHoldout(0.2).split(rows, seed), 1))
                    .containsOnly(0);
        }
    }

    @Test
    void canHoldOutTheOnlyRowOfALabel() {
        Rows rows = LabelSamples.of(2, "1 x 1", "9 x 0");
        Balance.Fold fold = Balance.of(rows, new MultilabelStratifiedHoldout(0.8).split(rows, 0))
                .folds()
                .get(0);
        assertThat(fold.untrainedClasses()).containsExactly(1);
    }

    @Test
    void saysWhatItNeeds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedHoldout(1))
                .withMessage("hold-out fraction is 1.0, must be above 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedHoldout(0.2).split(Rows.of(9), 0))
                .withMessage("multilabel folds need a set of labels for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedHoldout(0.2).split(LabelSamples.of(1, "2 x 0"), 0))
                .withMessage("a hold-out of 0.2 of 2 rows holds out no row");
    }
}
