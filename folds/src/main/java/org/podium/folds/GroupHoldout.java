package org.podium.folds;

/**
 * One fold whose validation set is a share of the rows made of whole groups, with the class shares of all rows as far as
 * the groups allow; all other rows always train.
 *
 * <p>The search is that of {@link StratifiedGroupKFold}, with two folds of unequal size. Rows without classes are split
 * by size alone. No bound can be promised, as a single group may have more rows than are to be held out; {@link Balance}
 * reports what came out.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record GroupHoldout(double fraction) implements Splitter {
    public GroupHoldout {
        Require.share(fraction);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no groups or only one
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.groups(rows, 2);
        ClassCodes classes = rows.hasClasses() ? rows.classes() : ClassCodes.single(rows.size());
        CompactInts part = GroupSearch.search(rows, classes, new double[] {fraction, 1 - fraction}, seed);
        for (int row = 0; row < rows.size(); row++) {
            part.set(row, part.get(row) == 0 ? 0 : FoldPlan.ALWAYS_TRAINS);
        }
        return FoldPlan.of(1, part);
    }
}
