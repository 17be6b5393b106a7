package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * k folds with the class shares of the whole, as far as groups that stay together allow.
 *
 * <p>The unevenness of a plan is the sum over folds and classes of (rows of the class in the fold − its even
 * part)² ÷ rows of the class, plus the same over fold sizes: Pearson's chi-square up to a factor, so that a row too many
 * weighs more in a rare class. Groups are placed one by one, those with the most uneven class counts first, each in the
 * fold where it adds least; ties go to the fold with fewer rows, then by a keyed hash. The greedy pass follows the idea
 * of scikit-learn's {@code StratifiedGroupKFold}; after it, groups are moved and swapped between folds while that lowers
 * the unevenness. Both are repeated with the groups in other orders, drawn from the seed, and the least uneven plan is
 * taken. The work is bounded: with more groups fewer orders and swaps are tried, and fewer are needed.
 *
 * <p>No bound can be promised: a group larger than n/k rows already makes a fold too large, and a class found in one
 * group only cannot be both trained and validated. {@link Balance} reports both.
 *
 * @param k number of folds, at least 2
 */
public record StratifiedGroupKFold(int k) implements Splitter {
    private static final int MOST_STARTS = 8;
    private static final int GROUPS_PLACED = 16_000;

    public StratifiedGroupKFold {
        if (k < 2) {
            throw new IllegalArgumentException("number of folds is " + k + ", must be at least 2");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no groups or fewer than k of them
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        if (!rows.hasGroups()) {
            throw new IllegalArgumentException("grouped folds need a group for every row");
        }
        List<Group> groups = Group.mostUnevenFirst(rows, seed);
        if (groups.size() < k) {
            throw new IllegalArgumentException("the rows form " + groups.size() + " groups, too few for " + k
                    + " folds: use at most as many folds as groups");
        }
        // The first of equally uneven plans: min() keeps it, and the starts are in a fixed order.
        Map<String, Integer> placed = IntStream.range(0, starts(groups))
                .mapToObj(start ->
                        GroupPlacement.improved(rows, k, seed, start == 0 ? groups : shuffled(groups, seed, start)))
                .min(Comparator.comparingDouble(GroupPlacement::unevenness))
                .orElseThrow()
                .foldByGroup();
        return FoldPlan.of(
                k,
                IntStream.range(0, rows.size())
                        .map(row -> placed.get(rows.groupName(rows.groupOf(row))))
                        .toArray());
    }

    private static int starts(List<Group> groups) {
        return Math.max(1, Math.min(MOST_STARTS, GROUPS_PLACED / groups.size()));
    }

    private static List<Group> shuffled(List<Group> groups, long seed, int start) {
        return groups.stream()
                .sorted(Comparator.<Group>comparingLong(group -> KeyedHash.of(seed, start + ". " + group.name()))
                        .thenComparing(Group::name))
                .toList();
    }
}
