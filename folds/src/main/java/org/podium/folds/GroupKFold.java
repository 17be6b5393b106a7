package org.podium.folds;

/**
 * k folds of sizes as even as groups that stay together allow; classes are not looked at.
 *
 * <p>Bound: two folds differ by no more rows than the largest group has. For the groups are first placed one by one, each
 * in the fold with the fewest rows. When the fold that ends largest got its last group it was the smallest, so without
 * this group it is no larger than any fold ends. Then groups are moved and swapped between two folds where that lowers
 * the sum of squared sizes, that is, where it brings the two closer together; so the largest fold does not grow, nor the
 * smallest shrink. The bound is reached, where one group has as many rows as all others together.
 *
 * <p>The first order of placing is by falling size, with which the largest fold has at most 4/3 − 1/(3k) times the rows
 * of the largest fold in the best plan (Graham 1969, "Bounds on multiprocessing timing anomalies"). That is a bound of
 * this first attempt alone: other orders are tried as well, and the plan with the least sum of squared sizes is taken,
 * whose largest fold may be larger than that of the first.
 *
 * @param k number of folds, at least 2
 */
public record GroupKFold(int k) implements Splitter {
    public GroupKFold {
        Require.atLeastTwoFolds(k);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no groups or fewer than k of them
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.groups(rows, k);
        return FoldPlan.of(
                k, GroupSearch.search(rows, ClassCodes.single(rows.size()), GroupSearch.evenShares(k), seed));
    }
}
