package org.podium.pipeline.check;

import java.util.Locale;

/**
 * Does the order of rows tell their class? Compares how often a row has the class of the row before it with what a random
 * order would give: the runs test for several classes (Barton and David, <i>Multiple runs</i>, Biometrika 44, 1957).
 *
 * @param rows number of rows
 * @param same share of the rows with the class of the row before
 * @param chance what a random order gives on average
 * @param z how many standard deviations lie between; above 0 where classes come in blocks, below 0 where they alternate
 */
public record OrderLeaks(int rows, double same, double chance, double z) {
    /** What the line of the checklist is called. */
    public static final String NAME = "row order";

    /** With fewer rows runs are not normal enough. */
    static final int ENOUGH_ROWS = 30;

    private static final double SURE = 5;
    /** Less than this share of what could be gained is significant in large sets, but good for nothing. */
    private static final double WORTHWHILE = 0.05;

    /** @param classes class index of each row, in the order to be judged */
    public static OrderLeaks of(int[] classes) {
        if (classes.length < 2) {
            return new OrderLeaks(classes.length, 0, 0, 0);
        }
        double n = classes.length;
        int most = 0;
        for (int c : classes) {
            most = Math.max(most, c);
        }
        double[] sizes = new double[most + 1];
        int pairs = 0;
        for (int row = 0; row < classes.length; row++) {
            sizes[classes[row]]++;
            pairs += row > 0 && classes[row] == classes[row - 1] ? 1 : 0;
        }
        double squares = 0;
        double cubes = 0;
        for (double size : sizes) {
            squares += size * size;
            cubes += size * size * size;
        }
        double expected = (squares - n) / n;
        double variance = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n * n * n) / (n * n * (n - 1));
        double z = variance > 0 ? (pairs - expected) / Math.sqrt(variance) : 0;
        return new OrderLeaks(classes.length, pairs / (n - 1), expected / (n - 1), z);
    }

    /** Bound of the probability of a deviation like this in either direction, if the order were random. */
    public double pValue() {
        return Math.min(1, Math.exp(-z * z / 2));
    }

    /** Whether the order tells something. */
    public boolean isTelling() {
        double gain = z > 0 ? (same - chance) / (1 - chance) : (chance - same) / chance;
        return rows >= ENOUGH_ROWS && Math.abs(z) > SURE && gain >= WORTHWHILE;
    }

    /** @param order what the rows are in the order of, as in "rows of the table" */
    String sentence(String order) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f %% follow one of their own class, by chance %.1f %% would (z = %.1f)",
                order,
                100 * same,
                100 * chance,
                z);
    }

    /** The line of the checklist about the order of the rows in their table. */
    public CheckLine line() {
        if (rows < ENOUGH_ROWS) {
            return CheckLine.skipped(NAME, "only " + rows + " rows, fewer than " + ENOUGH_ROWS);
        }
        return isTelling()
                ? CheckLine.warned(
                        NAME,
                        sentence(z > 0 ? "the table is sorted by class, in part at least" : "classes alternate")
                                + "; harmless unless something uses positions",
                        "Split by shuffled folds only, and make no feature of the row number.")
                : CheckLine.passed(NAME, sentence("rows of the table"));
    }
}
