package org.podium.ensemble;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The built-in metrics. */
public final class Metrics {
    private static final List<Metric> ALL =
            List.of(new Accuracy(), new BalancedAccuracy(), new MacroF1(), new LogLoss());

    private Metrics() {}

    /** All of them. */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static Metric named(String name) {
        return ALL.stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        String nearest = ALL.stream()
                .map(Metric::name)
                .min(Comparator.comparingInt(known -> editDistance(name, known)))
                .orElseThrow();
        String names = ALL.stream().map(Metric::name).collect(Collectors.joining(", "));
        return "unknown metric '" + name + "', did you mean '" + nearest + "'? Known are: " + names;
    }

    /** Levenshtein's distance: the fewest insertions, deletions and substitutions of a character. */
    private static int editDistance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
