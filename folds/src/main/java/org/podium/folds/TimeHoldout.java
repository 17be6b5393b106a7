package org.podium.folds;

/**
 * One fold that validates the latest rows and trains on all before them.
 *
 * <p>Bound: round(n × fraction) rows are held out, halves rounded up, and with them all others of the earliest time among
 * them; so less than r more, if no time has more than r rows.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record TimeHoldout(double fraction) implements Splitter {
    public TimeHoldout {
        Require.share(fraction);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no times, or this would hold out no row, or all
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        TimeOrder order = new TimeOrder(rows);
        int border = order.borderUpTo(order.size() - Holdout.rowsHeldOut(rows, fraction));
        if (border == 0) {
            throw new IllegalArgumentException("a hold-out of the latest " + fraction + " of the rows leaves no row to"
                    + " train on, since too many rows have the time " + order.timeAt(0));
        }
        CompactInts foldOf = CompactInts.upTo(1, rows.size());
        for (int row = 0; row < rows.size(); row++) {
            foldOf.set(row, rows.timeOf(row) >= order.timeAt(border) ? 0 : FoldPlan.ALWAYS_TRAINS);
        }
        return FoldPlan.of(1, foldOf);
    }

    @Override
    public boolean usesSeed() {
        return false;
    }
}
