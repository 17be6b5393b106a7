package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for folds with the class shares of the whole that keep groups together.
 *
 * <p>The unevenness of a plan is the sum over folds and classes of (rows of the class in the fold − its due part)² ÷ its
 * due part, plus the same over fold sizes: Pearson's chi-square, so that a row too many weighs more in a rare class.
 * Groups are placed one by one, those with the most uneven class counts first, each in the fold where it adds least; ties
 * go to the fold with fewer rows, then by a keyed hash. The greedy pass follows the idea of scikit-learn's
 * {@code StratifiedGroupKFold}; after it, groups are moved and swapped between folds while that lowers the unevenness.
 * Both are repeated with the groups in other orders, drawn from the seed, and the least uneven plan is taken. The work is
 * bounded: with more groups fewer orders and swaps are tried, and fewer are needed.
 */
final class GroupSearch {
    private static final int MOST_STARTS = 8;
    private static final int GROUPS_PLACED = 16_000;

    private GroupSearch() {}

    /**
     * Fold of each row.
     *
     * @param classes what is to be even; one class if only the sizes are
     * @param shares share of the rows due to each fold, adding up to 1; at most as many as groups
     */
    static CompactInts search(Rows rows, ClassCodes classes, double[] shares, long seed) {
        List<Group> groups = Group.mostUnevenFirst(rows.groups(), classes, seed);
        // The first of equally uneven plans: min() keeps it, and the starts are in a fixed order.
        int[] placed = IntStream.range(0, starts(groups))
                .mapToObj(start -> GroupPlacement.improved(
                        classes, shares, seed, start == 0 ? groups : Group.shuffled(groups, seed, start)))
                .min(Comparator.comparingDouble(GroupPlacement::unevenness))
                .orElseThrow()
                .foldByGroup();
        CompactInts foldOf = CompactInts.upTo(shares.length, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            foldOf.set(row, placed[rows.groupOf(row)]);
        }
        return foldOf;
    }

    private static int starts(List<Group> groups) {
        return Math.max(1, Math.min(MOST_STARTS, GROUPS_PLACED / groups.size()));
    }

    /** The same share for each of k folds. */
    static double[] evenShares(int k) {
        return IntStream.range(0, k).mapToDouble(fold -> 1.0 / k).toArray();
    }
}
