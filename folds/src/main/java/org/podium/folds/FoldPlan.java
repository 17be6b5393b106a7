package org.podium.folds;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * In which fold each row validates, once per repeat. Immutable.
 *
 * <p>Within a repeat a row is in the validation set of one fold and in the training sets of all others; a row marked
 * {@link #ALWAYS_TRAINS} (the larger part of a hold-out) is in every training set. Every fold has at least one
 * validation and one training row.
 */
public final class FoldPlan {
    /** The fold of a row that is in no validation set. */
    public static final int ALWAYS_TRAINS = -1;

    private final int folds;
    private final int[][] foldOf;

    private FoldPlan(int folds, int[][] foldOf) {
        this.folds = folds;
        this.foldOf = foldOf;
    }

    /**
     * A plan of one repeat.
     *
     * @param folds number of folds, at least 1
     * @param foldOf fold of each row, 0 to {@code folds - 1} or {@link #ALWAYS_TRAINS}
     * @throws IllegalArgumentException if a fold is out of range, validates no row or trains on none
     */
    public static FoldPlan of(int folds, int[] foldOf) {
        return repeated(folds, new int[][] {foldOf});
    }

    /**
     * A plan of several repeats, each with the same rows and number of folds.
     *
     * @param folds number of folds of each repeat, at least 1
     * @param foldOf repeat × row: fold of each row, 0 to {@code folds - 1} or {@link #ALWAYS_TRAINS}
     * @throws IllegalArgumentException if there is no repeat, repeats differ in length, or a repeat has a fold that is
     *     out of range, validates no row or trains on none
     */
    public static FoldPlan repeated(int folds, int[][] foldOf) {
        if (folds < 1) {
            throw new IllegalArgumentException("number of folds is " + folds + ", must be at least 1");
        }
        if (foldOf.length == 0) {
            throw new IllegalArgumentException("no repeats: at least one is needed");
        }
        int[][] copy = new int[foldOf.length][];
        for (int repeat = 0; repeat < foldOf.length; repeat++) {
            copy[repeat] = foldOf[repeat].clone();
            if (copy[repeat].length != copy[0].length) {
                throw new IllegalArgumentException(
                        "repeat " + repeat + " has " + copy[repeat].length + " rows, repeat 0 has " + copy[0].length);
            }
            requireUsableFolds(folds, copy[repeat], repeat);
        }
        return new FoldPlan(folds, copy);
    }

    private static void requireUsableFolds(int folds, int[] foldOf, int repeat) {
        int[] sizes = new int[folds];
        for (int row = 0; row < foldOf.length; row++) {
            if (foldOf[row] < ALWAYS_TRAINS || foldOf[row] >= folds) {
                throw new IllegalArgumentException("fold of row " + row + " is " + foldOf[row] + ", must be 0 to "
                        + (folds - 1) + ", or " + ALWAYS_TRAINS + " for a row that always trains");
            }
            if (foldOf[row] != ALWAYS_TRAINS) {
                sizes[foldOf[row]]++;
            }
        }
        for (int fold = 0; fold < folds; fold++) {
            if (sizes[fold] == 0 || sizes[fold] == foldOf.length) {
                throw new IllegalArgumentException("fold " + fold + " of repeat " + repeat + " would "
                        + (sizes[fold] == 0 ? "validate no row" : "leave no row to train on") + " (" + foldOf.length
                        + " rows in " + folds + " folds)");
            }
        }
    }

    /** Number of rows. */
    public int rows() {
        return foldOf[0].length;
    }

    /** Number of repeats, at least 1. */
    public int repeats() {
        return foldOf.length;
    }

    /** Number of folds of each repeat, at least 1. */
    public int folds() {
        return folds;
    }

    /** Fold in which a row validates in a repeat, or {@link #ALWAYS_TRAINS}. */
    public int fold(int repeat, int row) {
        return foldOf[repeat][row];
    }

    /** Rows that validate in a fold of a repeat, ascending. */
    public int[] validation(int repeat, int fold) {
        return rowsWhose(repeat, fold, f -> f == fold);
    }

    /** Rows that train in a fold of a repeat, ascending. */
    public int[] training(int repeat, int fold) {
        return rowsWhose(repeat, fold, f -> f != fold);
    }

    /**
     * {@link #fold(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int fold(int row) {
        return fold(onlyRepeat(), row);
    }

    /**
     * {@link #validation(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int[] validation(int fold) {
        return validation(onlyRepeat(), fold);
    }

    /**
     * {@link #training(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int[] training(int fold) {
        return training(onlyRepeat(), fold);
    }

    private int onlyRepeat() {
        // Falling back to the first repeat would silently drop the others.
        if (repeats() != 1) {
            throw new IllegalStateException("the plan has " + repeats() + " repeats: say which");
        }
        return 0;
    }

    private int[] rowsWhose(int repeat, int fold, IntPredicate test) {
        if (fold < 0 || fold >= folds) {
            throw new IndexOutOfBoundsException("fold is " + fold + ", must be 0 to " + (folds - 1));
        }
        int[] of = foldOf[repeat];
        return IntStream.range(0, of.length).filter(row -> test.test(of[row])).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldPlan that && folds == that.folds && Arrays.deepEquals(foldOf, that.foldOf);
    }

    @Override
    public int hashCode() {
        return 31 * folds + Arrays.deepHashCode(foldOf);
    }

    @Override
    public String toString() {
        return "FoldPlan[" + rows() + " rows, " + repeats() + " repeats, " + folds + " folds]";
    }
}
