package org.podium.folds;

/**
 * Divides rows into folds. One method, so that a splitter of one's own is a lambda or a small record.
 *
 * <p>The contract: the plan follows from the rows and the seed alone; rows with ids in another order get the same fold
 * per id; another seed may give another plan where the constraints leave a choice. Ties are broken by content, never by
 * hash-table order; the position of a row is part of its content only if it has no id.
 */
@FunctionalInterface
public interface Splitter {
    /**
     * Plans the folds.
     *
     * @param rows the rows
     * @param seed decides between plans that are equally good
     * @throws IllegalArgumentException if the rows lack what this splitter goes by, or cannot be split like this
     */
    FoldPlan split(Rows rows, long seed);

    /** Whether the seed has a say; false where the rows alone decide, as along time. */
    default boolean usesSeed() {
        return true;
    }
}
