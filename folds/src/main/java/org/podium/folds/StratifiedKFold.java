package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * k folds, each with its even part of every class.
 *
 * <p>Bounds: a class of m rows gives every fold ⌊m/k⌋ rows, and m mod k folds one row more. If n rows do not divide by
 * k, then n mod k folds are the larger ones. Each class has a number of its surplus rows dealt round robin to the larger
 * folds, where the next class goes on dealing where it stopped, and the rest in the same way to the smaller folds. The
 * numbers are chosen so that every fold of either kind is dealt the same number of rows, that no class is dealt more
 * rows than there are folds of the kind, and that the larger folds are dealt one row more than the smaller ones. Hence
 * any two folds differ by at most one row, in total and in each class. Among the numbers that allow this, those are
 * taken that keep the class shares of the folds closest to those of all rows ({@link Surplus}).
 *
 * <p>Within a class, a keyed hash of the id decides which rows go where; the seed also decides which folds are the
 * larger ones.
 *
 * @param k number of folds, at least 2
 */
public record StratifiedKFold(int k) implements Splitter {
    public StratifiedKFold {
        if (k < 2) {
            throw new IllegalArgumentException("number of folds is " + k + ", must be at least 2");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws FoldException if a class has rows, but fewer than k; the smallest such class is named
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        requireRowsForEveryFold(rows);
        int larger = rows.size() % k;
        int smaller = k - larger;
        int first = KeyedHash.below(k, seed, "first fold");
        int[] toLarger = Surplus.ofLargerFolds(rows, k);
        List<List<Integer>> byClass = ClassRows.shuffled(rows, seed);
        int[] foldOf = new int[rows.size()];
        int dealtToLarger = 0;
        int dealtToSmaller = 0;
        for (int c = 0; c < toLarger.length; c++) {
            int size = rows.classSize(c);
            int even = size - size % k;
            for (int place = 0; place < size; place++) {
                int fold;
                if (place < even) {
                    fold = place;
                } else if (place < even + toLarger[c]) {
                    fold = dealtToLarger++ % larger;
                } else {
                    fold = larger + dealtToSmaller++ % smaller;
                }
                foldOf[byClass.get(c).get(place)] = (first + fold) % k;
            }
        }
        return FoldPlan.of(k, foldOf);
    }

    private void requireRowsForEveryFold(Rows rows) {
        IntStream.range(0, rows.classCount())
                .filter(c -> rows.classSize(c) > 0 && rows.classSize(c) < k)
                .boxed()
                .min(Comparator.comparing(rows::classSize))
                .ifPresent(c -> {
                    throw new FoldException(c, rows.classSize(c), k);
                });
    }
}
