package org.podium.ensemble;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Finds things by their names, and says what may have been meant where there is none. */
final class Names {
    private Names() {}

    /**
     * The one of a name.
     *
     * @param kind what they are, for the message
     * @param known at least one
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    static <T> T find(String kind, List<T> known, Function<T, String> nameOf, String name) {
        return known.stream()
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        unknown(kind, known.stream().map(nameOf).toList(), name)));
    }

    private static String unknown(String kind, List<String> known, String name) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(one -> editDistance(name, one)))
                .orElseThrow();
        String names = String.join(", ", known);
        return "unknown " + kind + " '" + name + "', did you mean '" + nearest + "'? Known are: " + names;
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
