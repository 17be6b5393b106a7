package org.podium.ensemble;

/**
 * Scores predicted masks against the true ones, all pixels of a fold at once: counts add up over masks, scores do not. A
 * metric of one's own implements these three methods.
 *
 * <p>{@link MaskMetrics} lists the built-in ones. Their scores run from 0 to 1; a perfect prediction has the best score
 * there is.
 */
public interface MaskMetric {
    /** Name in recipes, tables and files: lower case words joined by hyphens. */
    String name();

    /**
     * The score.
     *
     * @param confusion counts over all masks; not changed
     * @throws IllegalArgumentException if it has no pixel that is not ignored
     */
    double score(PixelConfusion confusion);

    /** Whether a higher score is the better one. */
    boolean higherIsBetter();
}
