package org.podium.folds;

/**
 * One fold whose validation set is a share of the rows, drawn at random; all other rows always train.
 *
 * <p>Bound: round(n × fraction) rows are held out, halves rounded up.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record Holdout(double fraction) implements Splitter {
    public Holdout {
        Require.share(fraction);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if this would hold out no row, or all
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        return Deal.heldOut(rows, ClassCodes.single(rows.size()), new int[] {rowsHeldOut(rows, fraction)}, seed);
    }

    /** The whole number of rows that a share comes to. */
    static int rowsHeldOut(Rows rows, double fraction) {
        int heldOut = (int) Math.round(rows.size() * fraction);
        if (heldOut == 0 || heldOut == rows.size()) {
            throw new IllegalArgumentException("a hold-out of " + fraction + " of " + rows.size() + " rows "
                    + (heldOut == 0 ? "holds out no row" : "leaves no row to train on"));
        }
        return heldOut;
    }
}
