package org.podium.ensemble;

/**
 * Scores class probabilities against the truth. A metric of one's own implements these three methods.
 *
 * <p>The contract of the built-in metrics, which {@link Metrics} lists: arguments are not changed, the order of the rows
 * makes no difference beyond rounding, a perfect prediction has the best score there is, and arguments that do not fit
 * are refused.
 */
public interface Metric {
    /** Name in recipes, tables and files: lower case words joined by hyphens. */
    String name();

    /**
     * The score.
     *
     * @param truth class index of each row, 0 to classes - 1
     * @param probabilities rows × classes, finite and not negative; rows need not sum to one, but must not sum to zero
     * @throws IllegalArgumentException if there are no rows, the lengths differ or a value is not allowed
     */
    double score(int[] truth, double[][] probabilities);

    /** Whether a higher score is the better one. */
    boolean higherIsBetter();
}
