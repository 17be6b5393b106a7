package org.podium.folds;

/**
 * Divides rows into folds. One method, so that a splitter of one's own is a lambda or a small record.
 *
 * <p>The contract: the plan follows from the rows and the seed alone; rows in another order get the same fold per id;
 * another seed gives another plan wherever the constraints leave a choice. Ties are broken by content, never by
 * position or hash-table order.
 */
@FunctionalInterface
public interface Splitter {
    /**
     * Plans the folds.
     *
     * @param rows the labelled rows
     * @param seed decides between plans that are equally good
     * @throws FoldException if a class has too few rows
     * @throws IllegalArgumentException if the rows cannot be split like this for another reason
     */
    FoldPlan split(Rows rows, long seed);
}
