package org.podium.folds;

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
 * Both are repeated with the groups in other orders, drawn from the seed, and the least uneven plan is taken.
 *
 * <p>With more groups fewer orders and swaps are tried, and fewer are needed. Each look at a group's part in a fold costs
 * a step for the group and one for each of its classes; when some thousand million steps are done, moves and swaps end,
 * and no other order is begun. Only the first placing is always done: it takes a step for each group, class of the group
 * and fold. Memory is for folds × classes numbers.
 */
final class GroupSearch {
    private static final int MOST_STARTS = 8;
    private static final int GROUPS_PLACED = 16_000;
    /** Steps of all starts together. A few seconds; 40,000 rows in 2,000 groups of 1,000 classes take half of it. */
    private static final long MOST_STEPS = 1L << 30;

    private record Placed(int[] foldByGroup, double unevenness) {}

    private GroupSearch() {}

    /**
     * Fold of each row.
     *
     * @param classes what is to be even; one class if only the sizes are
     * @param shares share of the rows due to each fold, adding up to 1; at most as many as groups
     */
    static CompactInts search(Rows rows, ClassCodes classes, double[] shares, long seed) {
        int[] placed = place(rows, classes, shares, seed, new GroupPlacement.Budget(MOST_STEPS));
        CompactInts foldOf = CompactInts.upTo(shares.length, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            foldOf.set(row, placed[rows.groupOf(row)]);
        }
        return foldOf;
    }

    /** Fold of each group by its index: the first of the least uneven plans found within the budget. */
    static int[] place(Rows rows, ClassCodes classes, double[] shares, long seed, GroupPlacement.Budget budget) {
        List<Group> groups = Group.mostUnevenFirst(rows.groups(), classes, seed);
        Placed best = placed(classes, shares, seed, groups, budget);
        for (int start = 1; start < starts(groups) && !budget.isSpent(); start++) {
            Placed other = placed(classes, shares, seed, Group.shuffled(groups, seed, start), budget);
            best = other.unevenness() < best.unevenness() ? other : best;
        }
        return best.foldByGroup();
    }

    private static Placed placed(
            ClassCodes classes, double[] shares, long seed, List<Group> groups, GroupPlacement.Budget budget) {
        GroupPlacement placement = GroupPlacement.improved(classes, shares, seed, groups, budget);
        return new Placed(placement.foldByGroup(), placement.unevenness());
    }

    private static int starts(List<Group> groups) {
        return Math.max(1, Math.min(MOST_STARTS, GROUPS_PLACED / groups.size()));
    }

    /** The same share for each of k folds. */
    static double[] evenShares(int k) {
        return IntStream.range(0, k).mapToDouble(fold -> 1.0 / k).toArray();
    }
}
