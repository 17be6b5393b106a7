package org.podium.pipeline.check;

/**
 * What a score gains where rows may learn from their own group, told by {@link ImageProxy}.
 *
 * @param metric name of the metric
 * @param rows rows that were scored
 * @param groups groups that they are of
 * @param asPlanned score with the folds as they are
 * @param keptTogether score with the same folds, in which no row sees its group
 * @param gain how much better the first is, whichever way the metric counts; negative if it is worse
 * @param standardError of the gain, by a jackknife over groups; 0 for one group, which says nothing
 */
public record Inflation(
        String metric, int rows, int groups, double asPlanned, double keptTogether, double gain, double standardError) {
    /** With fewer groups a standard error over them is a guess. */
    static final int ENOUGH_GROUPS = 5;

    /** Whether there are groups enough to tell. */
    public boolean isKnown() {
        return groups >= ENOUGH_GROUPS;
    }

    /** Whether the gain is more than chance: two standard errors, of enough groups. */
    public boolean isReal() {
        return isKnown() && gain > 2 * standardError;
    }
}
