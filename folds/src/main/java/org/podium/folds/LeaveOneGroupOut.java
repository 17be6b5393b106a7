package org.podium.folds;

/**
 * As many folds as groups, each validating one; fold 0 has the group whose name is first in the order of strings. The
 * seed has no say, and the sizes are those of the groups.
 */
public record LeaveOneGroupOut() implements Splitter {
    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no groups or only one
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.groups(rows, 2);
        CompactInts foldOf = CompactInts.upTo(rows.groupCount(), rows.size());
        for (int row = 0; row < rows.size(); row++) {
            foldOf.set(row, rows.groupOf(row));
        }
        return FoldPlan.of(rows.groupCount(), foldOf);
    }

    @Override
    public boolean usesSeed() {
        return false;
    }
}
