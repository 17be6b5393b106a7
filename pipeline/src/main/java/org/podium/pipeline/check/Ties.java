package org.podium.pipeline.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows that are no evidence apart from one another, since they belong together. Each row has the number of its tie. */
final class Ties {
    private Ties() {}

    /** Equal names are one tie, numbered from 0 in the order in which they first appear. */
    static int[] numbered(List<?> names) {
        Map<Object, Integer> numbers = new HashMap<>();
        return names.stream()
                .mapToInt(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
                .toArray();
    }

    /** Rows that either of the two ties together, directly or by way of others. */
    static int[] joined(int[] first, int[] second) {
        int[] parent = IntStream.range(0, first.length).toArray();
        for (int[] ties : List.of(first, second)) {
            Map<Integer, Integer> firstRow = new HashMap<>();
            for (int row = 0; row < ties.length; row++) {
                Integer known = firstRow.putIfAbsent(ties[row], row);
                if (known != null) {
                    parent[root(parent, row)] = root(parent, known);
                }
            }
        }
        return numbered(IntStream.range(0, parent.length)
                .mapToObj(row -> root(parent, row))
                .toList());
    }

    private static int root(int[] parent, int row) {
        int at = row;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Tie × rows of it, ascending. */
    static int[][] members(int[] ties) {
        int[] sizes = sizes(ties);
        int[][] members = IntStream.of(sizes).mapToObj(size -> new int[size]).toArray(int[][]::new);
        int[] filled = new int[sizes.length];
        for (int row = 0; row < ties.length; row++) {
            members[ties[row]][filled[ties[row]]++] = row;
        }
        return members;
    }

    /**
     * How much more often two tied rows have the same class than any two rows: 0 if no more, 1 if always. It has the form
     * of Cohen's kappa, (observed − expected) / (1 − expected).
     */
    static double agreement(int[] ties, int[] classes) {
        double within = 0;
        double same = 0;
        for (int[] rows : members(ties)) {
            within += pairs(rows.length);
            same += samePairs(IntStream.of(rows).map(row -> classes[row]).toArray());
        }
        double expected = samePairs(classes) / pairs(classes.length);
        return within == 0 || expected == 1 ? 0 : (same / within - expected) / (1 - expected);
    }

    private static double samePairs(int[] classes) {
        return IntStream.of(sizes(classes)).mapToDouble(Ties::pairs).sum();
    }

    private static double pairs(int rows) {
        return rows * (rows - 1.0);
    }

    /** How many ties of equal size would tell as much, after Kish: (Σ n)² / Σ n² for ties of n rows. */
    static double effective(int[] ties) {
        double squares = IntStream.of(sizes(ties))
                .mapToDouble(size -> (double) size * size)
                .sum();
        return (double) ties.length * ties.length / squares;
    }

    private static int[] sizes(int[] numbers) {
        int[] sizes = new int[IntStream.of(numbers).max().orElse(-1) + 1];
        for (int number : numbers) {
            sizes[number]++;
        }
        return sizes;
    }
}
