package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The greedy pass by itself, before any row is swapped. */
class IterativeStratificationTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void givesEachFoldItsPartOfOneLabelRoundedUpOrDown(int folds) {
        for (int labelled = 1; labelled < 40; labelled++) {
            Rows rows = LabelSamples.of(1, labelled + " x 0", 40 - labelled + " x ");
            assertThat(LabelSamples.counts(rows, greedy(rows, 1, folds), 0))
                    .containsOnly(labelled / folds, (labelled + folds - 1) / folds);
        }
    }

    /** Label 1 is rarer, so its rows are dealt out one to a fold; of label 0 each fold then has one already. */
    @Test
    void dealsOutTheRarestLabelFirst() {
        Rows rows = LabelSamples.of(2, "9 x 0", "3 x 0 1");
        FoldPlan plan = greedy(rows, 1, 3);
        assertThat(LabelSamples.counts(rows, plan, 1)).containsOnly(1);
        assertThat(LabelSamples.counts(rows, plan, 0)).containsOnly(4);
    }

    /** Pairs are rarer than the labels they are made of. */
    @Test
    void dealsOutPairsBeforeTheirLabelsWithOrderTwo() {
        Rows rows = LabelSamples.of(3, "12 x 0", "12 x 1", "12 x 2", "6 x 0 1", "6 x 1 2", "6 x 0 2", "6 x ");
        FoldPlan plan = greedy(rows, 2, 6);
        for (int label = 0; label < 3; label++) {
            assertThat(LabelSamples.counts(rows, plan, label, (label + 1) % 3)).containsOnly(1);
            assertThat(LabelSamples.counts(rows, plan, label)).containsOnly(4);
        }
        assertThat(LabelSamples.sizes(plan)).containsOnly(10);
    }

    /** Of equal folds each is taken about as often, whichever row it is. */
    @Test
    void settlesTiesByTheKey() {
        Rows rows = LabelSamples.of(1, "0", "3 x ");
        int[] firstFolds = new int[4];
        for (long seed = 0; seed < 400; seed++) {
            firstFolds[greedy(rows, 1, 4, seed).fold(0)]++;
        }
        assertThat(IntStream.of(firstFolds).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(70, 130));
    }

    private static FoldPlan greedy(Rows rows, int order, int folds) {
        return greedy(rows, order, folds, 0);
    }

    private static FoldPlan greedy(Rows rows, int order, int folds, long seed) {
        int n = rows.size();
        int[] places = IntStream.range(0, n).toArray();
        LabelSets sets = rows.labelSets().orElseThrow();
        int[] sizes = new int[folds];
        Arrays.setAll(sizes, fold -> n / folds + (fold < n % folds ? 1 : 0));
        long[] keys = LongStream.range(0, n).map(row -> KeyedHash.of(seed, row)).toArray();
        return FoldPlan.of(
                folds,
                IterativeStratification.place(
                        order == 1
                                ? LabelCombinations.labels(sets, places)
                                : LabelCombinations.labelsAndPairs(sets, places),
                        sizes,
                        keys));
    }
}
