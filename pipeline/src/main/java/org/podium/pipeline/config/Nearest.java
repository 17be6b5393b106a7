package org.podium.pipeline.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which of the valid names was meant. */
public final class Nearest {
    private Nearest() {}

    /** The valid name nearest to the given one by edit distance, if it differs in at most a third of its characters. */
    public static Optional<String> to(String name, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(candidate ->
                        distance(name, candidate) <= Math.max(1, Math.max(name.length(), candidate.length()) / 3));
    }

    /** {@code did you mean 'x'?}, or the list of all valid names where none is near. */
    public static String hint(String name, Collection<String> valid) {
        return to(name, valid)
                .map(near -> "did you mean '" + near + "'?")
                .orElseGet(() -> valid.isEmpty() ? "there are none" : "there are " + String.join(", ", valid));
    }

    /** Levenshtein distance in which an exchange of two neighbours also costs one, and case costs nothing. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] cost) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
