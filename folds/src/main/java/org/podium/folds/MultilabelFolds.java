package org.podium.folds;

import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Folds of given sizes with even shares of labels: the greedy pass of {@link IterativeStratification}, then
 * {@link LabelSwaps}. Of small sets several are made, which differ in how the greedy pass settles ties, and the most even
 * is taken.
 */
final class MultilabelFolds {
    private static final int MOST_STARTS = 8;
    /** Combinations of all rows, times starts, up to which there is another start. */
    private static final int ENTRIES_STARTED = 400_000;

    /** A pair's part of a label's cost once labels go first. */
    private static final double PAIRS_AFTER_LABELS = 0.01;

    private MultilabelFolds() {}

    /**
     * Fold of each row.
     *
     * @param order 1 for labels alone, 2 for pairs of labels as well
     * @param sizes number of rows of each fold, each at least 1 and adding up to all
     * @throws IllegalArgumentException if the rows have no label sets, or too many pairs of labels
     */
    static int[] of(Rows rows, int order, int[] sizes, long seed) {
        LabelSets sets = rows.labelSets()
                .orElseThrow(() -> new IllegalArgumentException("multilabel folds need a set of labels for every row"));
        long[] keyOfRow = rows.ids().map(ids -> Deal.keys(ids, seed)).orElseGet(() -> LongStream.range(0, rows.size())
                .map(row -> KeyedHash.of(seed, row))
                .toArray());
        int[] rowAt = rows.ids().map(ids -> Deal.byKey(ids, keyOfRow)).orElseGet(() -> IntStream.range(0, rows.size())
                .toArray());
        LabelCombinations combinations =
                order == 1 ? LabelCombinations.labels(sets, rowAt) : LabelCombinations.labelsAndPairs(sets, rowAt);
        long[] keys = IntStream.of(rowAt).mapToLong(row -> keyOfRow[row]).toArray();
        int starts = Math.max(1, Math.min(MOST_STARTS, ENTRIES_STARTED / Math.max(1, combinations.entries())));
        // The first of equally even ones: min() keeps it.
        Folds best = IntStream.range(0, starts)
                .mapToObj(start -> started(combinations, order, sizes, keys, start))
                .min(Comparator.comparingDouble(Folds::unevenness))
                .orElseThrow();
        int[] foldOf = new int[rowAt.length];
        for (int place = 0; place < rowAt.length; place++) {
            foldOf[rowAt[place]] = best.foldOfPlace()[place];
        }
        return foldOf;
    }

    private record Folds(int[] foldOfPlace, double unevenness) {}

    private static Folds started(LabelCombinations combinations, int order, int[] sizes, long[] keys, int start) {
        long[] startKeys =
                LongStream.of(keys).map(key -> KeyedHash.of(key, start)).toArray();
        int[] foldOfPlace = IterativeStratification.place(combinations, sizes, startKeys);
        LabelSwaps swaps = new LabelSwaps(combinations, sizes, foldOfPlace);
        if (order == 2) {
            // Once labels are even there are hardly any swaps left that pairs would gain by, so pairs come first.
            swaps.improve(1, LabelSwaps.Sought.LABELS_AND_PAIRS);
        }
        swaps.improve(PAIRS_AFTER_LABELS, LabelSwaps.Sought.LABELS);
        return new Folds(foldOfPlace, swaps.unevenness());
    }
}
