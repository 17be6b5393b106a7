package org.podium.folds;

import java.util.stream.IntStream;

/**
 * One fold whose validation set holds out a share of the rows of every label, for rows with several labels or none; all
 * other rows always train.
 *
 * <p>This is {@link MultilabelStratifiedKFold} of order 1 with two folds of different sizes, of which one is held out:
 * round(n × fraction) of n rows, halves rounded up, but at least one row is held out and at least one trains. No bound
 * on the counts of labels can be promised; {@link Balance} reports them.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record MultilabelStratifiedHoldout(double fraction) implements Splitter {
    public MultilabelStratifiedHoldout {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("hold-out fraction is " + fraction + ", must be above 0 and below 1");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no label sets or there is only one row
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        int n = rows.size();
        if (n < 2) {
            throw new IllegalArgumentException("1 row cannot be divided into rows that validate and rows that train");
        }
        int heldOut = (int) Math.max(1, Math.min(n - 1, Math.round(n * fraction)));
        int[] parts = MultilabelFolds.of(rows, 1, new int[] {heldOut, n - heldOut}, seed);
        return FoldPlan.of(
                1,
                IntStream.of(parts)
                        .map(part -> part == 0 ? 0 : FoldPlan.ALWAYS_TRAINS)
                        .toArray());
    }
}
