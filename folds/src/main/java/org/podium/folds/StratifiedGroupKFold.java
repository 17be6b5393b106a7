package org.podium.folds;

/**
 * k folds with the class shares of the whole, as far as groups that stay together allow.
 *
 * <p>A search for the plan in which the class counts and sizes of the folds are least uneven by Pearson's chi-square:
 * greedy placing after scikit-learn's {@code StratifiedGroupKFold}, then moves and swaps of groups, from several starts.
 * Moves, swaps and further starts end after a fixed number of steps, some seconds' worth, so that with very many groups,
 * or classes in a group, or folds the search is cut short; the first placing takes a step for each fold and class of each
 * group. Memory is for k numbers a class, besides the rows.
 *
 * <p>No bound can be promised: a group larger than n/k rows already makes a fold too large, and a class found in one
 * group only cannot be both trained and validated. {@link Balance} reports both.
 *
 * @param k number of folds, at least 2
 */
public record StratifiedGroupKFold(int k) implements Splitter {
    public StratifiedGroupKFold {
        Require.atLeastTwoFolds(k);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no classes, or no groups or fewer than k of them
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.classes(rows);
        Require.groups(rows, k);
        return FoldPlan.of(k, GroupSearch.search(rows, rows.classes(), GroupSearch.evenShares(k), seed));
    }
}
