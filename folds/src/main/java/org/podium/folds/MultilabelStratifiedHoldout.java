package org.podium.folds;

import java.util.stream.IntStream;

/**
 * One fold whose validation set holds out a share of the rows of every label, for rows with several labels or none; all
 * other rows always train.
 *
 * <p>This is {@link MultilabelStratifiedKFold} of order 1 with two folds of different sizes, of which one is held out.
 *
 * <p>Bound: round(n × fraction) rows are held out, halves rounded up. On the counts of labels no bound can be promised;
 * {@link Balance} reports them. All rows of a rare label can be held out, even its only one, where the row is needed for
 * the shares of its other labels or of the rows; unlike a class of {@link StratifiedHoldout}, a label keeps no training
 * row in any case.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record MultilabelStratifiedHoldout(double fraction) implements Splitter {
    public MultilabelStratifiedHoldout {
        Require.share(fraction);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no label sets or this would hold out no row, or all
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        int heldOut = Holdout.rowsHeldOut(rows, fraction);
        int[] parts = MultilabelFolds.of(rows, 1, new int[] {heldOut, rows.size() - heldOut}, seed);
        return FoldPlan.of(
                1,
                IntStream.of(parts)
                        .map(part -> part == 0 ? 0 : FoldPlan.ALWAYS_TRAINS)
                        .toArray());
    }
}
