package org.podium.pipeline.check;

import java.util.Locale;

/**
 * Do labels belong to their images? Nearest neighbours against the same with shuffled labels.
 *
 * @param rows number of rows looked at
 * @param units number of independent pieces of evidence that they are worth: fewer than rows where labels belong to whole
 *     groups, or images are equal
 * @param accuracy share of the rows whose class their nearest neighbours tell
 * @param chance the mean of the same with shuffled labels
 * @param pValue share of the shuffles, the true order among them, that do as well
 */
public record LabelTest(int rows, int units, double accuracy, double chance, double pValue) {
    /** With fewer units even a real connection may not show. */
    static final int ENOUGH = 500;

    static final double SURE = 0.001;

    private static final String NAME = "labels belong to their images";

    public CheckLine line() {
        String found = String.format(
                Locale.ROOT,
                "nearest neighbours among thumbnails are right for %.1f %% of %,d rows, shuffled labels give %.1f %% (p %s)",
                100 * accuracy,
                rows,
                100 * chance,
                pValue < SURE ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", pValue));
        if (pValue < SURE) {
            return CheckLine.passed(NAME, found);
        }
        return units < ENOUGH
                ? CheckLine.skipped(NAME, found + ": " + few())
                : CheckLine.failed(
                        NAME,
                        found + ": labels and images seem unrelated",
                        "Look whether the rows of the label file were shuffled or shifted against the images; if labels"
                                + " are right, the classes differ in details finer than a thumbnail shows.");
    }

    private String few() {
        return units == rows
                ? "too few rows to tell"
                : "too few to tell, since rows of a group share their label, so that they count as " + units;
    }
}
