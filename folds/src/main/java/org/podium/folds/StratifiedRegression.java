package org.podium.folds;

import java.util.Arrays;

/**
 * k folds, each with its even part of small, middling and large targets: the rows are sorted into bins by quantiles of
 * the target, and the bins split as the classes of {@link StratifiedKFold}.
 *
 * <p>The bin of a row is ⌊bins × (rows below it + half the rows equal to it, itself included) ÷ n⌋, so equal targets
 * share a bin, and without equal ones the bins differ by one row at most; there are no more bins than rows. A value that
 * is very common can leave the bins beside it empty.
 *
 * <p>Bounds: any two folds differ by at most one row, in total and in each bin.
 *
 * @param k number of folds, at least 2
 * @param bins number of bins, at least 2; more bins hold the distribution more closely, up to about n/k, where a bin has
 *     a row for each fold
 */
public record StratifiedRegression(int k, int bins) implements Splitter {
    public StratifiedRegression {
        Require.atLeastTwoFolds(k);
        if (bins < 2) {
            throw new IllegalArgumentException("number of bins is " + bins + ", must be at least 2");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no targets, or are fewer than k
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        return Deal.evenly(rows, ClassCodes.of(binOfRow(rows), binsOf(rows), rows::name), k, seed);
    }

    /**
     * Bin of each row, 0 to {@code bins - 1}, and less than the number of rows; larger targets have higher ones.
     *
     * @throws IllegalArgumentException if the rows have no targets
     */
    public int[] binOfRow(Rows rows) {
        if (!rows.hasTargets()) {
            throw new IllegalArgumentException("folds stratified by a target need one for every row");
        }
        double[] sorted = new double[rows.size()];
        for (int row = 0; row < sorted.length; row++) {
            sorted[row] = target(rows, row);
        }
        Arrays.sort(sorted);
        int[] binOf = new int[sorted.length];
        for (int row = 0; row < sorted.length; row++) {
            double target = target(rows, row);
            long below = firstNotBelow(sorted, target);
            long notAbove = firstNotBelow(sorted, Math.nextUp(target));
            binOf[row] = (int) ((below + notAbove) * binsOf(rows) / (2L * sorted.length));
        }
        return binOf;
    }

    /** More bins than rows would only be empty. */
    private int binsOf(Rows rows) {
        return Math.min(bins, rows.size());
    }

    private static double target(Rows rows, int row) {
        // Sorting tells −0 from 0; adding 0 makes them one.
        return rows.targetOf(row) + 0.0;
    }

    private static int firstNotBelow(double[] sorted, double target) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
