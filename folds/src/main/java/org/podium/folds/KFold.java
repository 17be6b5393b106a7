package org.podium.folds;

/**
 * k folds at random, with no regard to anything but their sizes.
 *
 * <p>Bounds: n mod k folds have ⌊n/k⌋ + 1 rows, the others ⌊n/k⌋; so any two differ by at most one row, which no plan
 * can improve.
 *
 * @param k number of folds, at least 2
 */
public record KFold(int k) implements Splitter {
    public KFold {
        Require.atLeastTwoFolds(k);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if there are fewer than k rows
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        return Deal.evenly(rows, ClassCodes.single(rows.size()), k, seed);
    }
}
