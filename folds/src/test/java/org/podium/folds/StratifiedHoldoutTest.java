package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedHoldoutTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.2, 0.3333, 0.5})
    void holdsOutTheFractionInTotalAndOfEachClass(double fraction) {
        for (long seed = 0; seed < 100; seed++) {
            // With 20 rows or more a class, and half of them at most, the training row of a class is never at stake.
            Rows rows = Samples.longTailed(seed, 20);
            Balance.Fold fold = onlyFold(rows, fraction, seed);
            assertThat(fold.rows()).isEqualTo((int) Math.round(rows.size() * fraction));
            assertWithinOneOfTheQuota(rows, fraction, fold);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.95})
    void leavesEveryClassATrainingRow(double fraction) {
        for (long seed = 0; seed < 100; seed++) {
            Rows rows = Samples.longTailed(seed, 1);
            Balance.Fold fold = onlyFold(rows, fraction, seed);
            assertThat(fold.untrainedClasses()).isEmpty();
            assertThat(fold.rows()).isLessThanOrEqualTo((int) Math.round(rows.size() * fraction));
            assertWithinOneOfTheQuota(rows, fraction, fold);
        }
    }

    private static void assertWithinOneOfTheQuota(Rows rows, double fraction, Balance.Fold fold) {
        double share = (double) Math.round(rows.size() * fraction) / rows.size();
        for (int c = 0; c < rows.classCount(); c++) {
            assertThat((double) fold.classRows().get(c)).isCloseTo(rows.classSize(c) * share, Offset.strictOffset(1.0));
        }
    }

    @Test
    void aClassOfOneRowTrains() {
        assertThat(onlyFold(Samples.ofSizes(8, 1), 0.5, 3).classRows()).containsExactly(5, 0);
    }

    @Test
    void theLargestRemaindersGiveTheRowsThatAreMissing() {
        // Quotas 2.6, 1.8 and 0.6 of 5 rows: the remainder .8 first, then one of the two of .6, as the seed says.
        assertThat(LongStream.range(0, 40)
                        .mapToObj(seed ->
                                onlyFold(Samples.ofSizes(13, 9, 3), 0.2, seed).classRows())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(List.of(3, 2, 0), List.of(2, 2, 1));
    }

    @Test
    void refusesToHoldOutNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedHoldout(0.1).split(Samples.ofSizes(2, 2), 0))
                .withMessageContaining("holds out no row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedHoldout(0.5).split(Samples.ofSizes(1, 1, 1, 1), 0))
                .withMessageContaining("a class always keeps a training row");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void takesAFractionBetweenZeroAndOne(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedHoldout(fraction))
                .withMessageContaining("hold-out fraction is " + fraction);
    }

    private static Balance.Fold onlyFold(Rows rows, double fraction, long seed) {
        return Balance.of(rows, new StratifiedHoldout(fraction).split(rows, seed))
                .folds()
                .get(0);
    }
}
