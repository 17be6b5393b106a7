package org.podium.pipeline.check;

/**
 * What a score gains where rows may learn from their own group, told by {@link ImageProxy}.
 *
 * @param metric name of the metric
 * @param rows rows that were scored
 * @param asPlanned score with the folds as they are
 * @param keptTogether score with the same folds, in which no row sees its group
 * @param gain how much better the first is, whichever way the metric counts; negative if it is worse
 * @param standardError of the gain, by a jackknife over groups
 */
public record Inflation(
        String metric, int rows, double asPlanned, double keptTogether, double gain, double standardError) {
    /** Whether the gain is more than chance: two standard errors. */
    public boolean isReal() {
        return gain > 2 * standardError;
    }
}
