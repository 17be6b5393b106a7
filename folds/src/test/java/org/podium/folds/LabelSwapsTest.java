package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSwapsTest {
    /** Ten rows in two halves are few enough to try all divisions. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void withTheGreedyPassFindTheMostEvenHalves(long seed) {
        Rows rows = LabelSamples.drawn(seed, 10);
        LabelCombinations labels = LabelCombinations.labels(
                rows.labelSets().orElseThrow(), IntStream.range(0, 10).toArray());
        FoldPlan plan = new MultilabelStratifiedKFold(2, 1).split(rows, seed);
        double least = IntStream.range(0, 1 << 10)
                .filter(half -> Integer.bitCount(half) == 5)
                .mapToDouble(half -> unevenness(labels, half))
                .min()
                .orElseThrow();
        int ours = IntStream.of(plan.validation(0)).map(row -> 1 << row).sum();
        assertThat(unevenness(labels, ours)).isCloseTo(least, Offset.offset(1e-9));
    }

    private static double unevenness(LabelCombinations labels, int half) {
        int[] foldOf = IntStream.range(0, 10).map(row -> half >> row & 1).toArray();
        return new CombinationCounts(labels, new int[] {5, 5}, foldOf).cost();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void makeCountsMoreEvenAndKeepSizes(int folds) {
        for (int seed = 0; seed < 20; seed++) {
            Rows rows = LabelSamples.drawn(seed, 41);
            LabelCombinations labels = LabelCombinations.labelsAndPairs(
                    rows.labelSets().orElseThrow(), IntStream.range(0, 41).toArray());
            int[] foldOf = IntStream.range(0, 41).map(row -> row * folds / 41).toArray();
            int[] sizes = sizes(foldOf, folds);
            LabelSwaps swaps = new LabelSwaps(labels, sizes, foldOf);
            double before = swaps.unevenness();
            swaps.improve(1, LabelSwaps.Sought.LABELS_AND_PAIRS);
            assertThat(swaps.unevenness()).isLessThanOrEqualTo(before);
            // What was counted on the way is what is counted from the folds.
            assertThat(swaps.unevenness())
                    .isCloseTo(new CombinationCounts(labels, sizes, foldOf).cost(), Offset.offset(1e-9));
            assertThat(sizes(foldOf, folds)).isEqualTo(sizes);
        }
    }

    /** 70,000 folds have more pairs than an int can count; to look at each pair of 700 folds once is already too much. */
    @ParameterizedTest
    @ValueSource(ints = {700, 70_000})
    void endAtTheLimitOfWork(int folds) {
        int[] foldOf = IntStream.range(0, 2 * folds).map(place -> place / 2).toArray();
        LabelSets sets = LabelSets.of(
                IntStream.of(foldOf).mapToObj(fold -> new int[] {fold % 3}).toArray(int[][]::new), 3);
        LabelCombinations labels =
                LabelCombinations.labels(sets, IntStream.range(0, foldOf.length).toArray());
        LabelSwaps swaps = new LabelSwaps(labels, sizes(foldOf, folds), foldOf, 10_000);
        double before = swaps.unevenness();
        swaps.improve(1, LabelSwaps.Sought.LABELS);
        assertThat(swaps.work()).isBetween(10_000L, 20_000L);
        assertThat(swaps.unevenness()).isLessThanOrEqualTo(before);
    }

    private static int[] sizes(int[] foldOf, int folds) {
        int[] sizes = new int[folds];
        IntStream.of(foldOf).forEach(fold -> sizes[fold]++);
        return sizes;
    }
}
