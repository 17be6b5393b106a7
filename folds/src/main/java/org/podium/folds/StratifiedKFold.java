package org.podium.folds;

/**
 * k folds, each with its even part of every class.
 *
 * <p>Bounds: any two folds differ by at most one row, in total and in each class. For a class of m rows gives every fold
 * ⌊m/k⌋ rows, and m mod k folds one row more; which folds those are is chosen so that the totals, too, differ by one row
 * at most, and among such choices so that the class shares of the folds are closest to those of all rows. (The surplus
 * rows of the classes are dealt round robin, first to the n mod k folds that are to be larger, then to the others; so a
 * fold of either kind is dealt as many as any other of its kind.)
 *
 * <p>A class with fewer rows than folds gives one row each to as many folds as it has rows. Nothing is duplicated and
 * nothing refused; {@link Balance} names such classes.
 *
 * <p>The seed decides which folds are the larger ones, which classes share the folds of their surplus rows, and which of
 * its rows a class gives to which fold.
 *
 * <p>Time grows with the rows, and memory beside them is a byte a row for the plan (up to 127 folds), and for each class
 * some numbers and two more for each fold that it has rows in. Rows with ids are sorted first, by a hash of the id, which
 * takes most of the time, and 20 bytes a row while it lasts.
 *
 * @param k number of folds, at least 2
 */
public record StratifiedKFold(int k) implements Splitter {
    public StratifiedKFold {
        Require.atLeastTwoFolds(k);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no classes, or are fewer than k
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.classes(rows);
        return Deal.evenly(rows, rows.classes(), k, seed);
    }
}
