package org.podium.pipeline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How well a single column tells the class, each row judged by the others (leave one out): by the class that prevails
 * among the rows with the same value. A value that no other row has tells nothing in a column of texts, so that ids
 * determine no class; in a column of numbers the nearest other value is asked. Rows without a value are asked together,
 * since a gap may tell the class too.
 */
final class ColumnRule {
    private final int[] classes;
    private final int[] totals;
    private final int[] counts;
    /** Whether a class still prevails among all rows when one row of it is left out. */
    private final boolean[] survives;

    private ColumnRule(int[] classes, int classCount) {
        this.classes = classes;
        this.totals = new int[classCount];
        this.counts = new int[classCount];
        this.survives = new boolean[classCount];
        for (int c : classes) {
            totals[c]++;
        }
        for (int c = 0; c < classCount; c++) {
            int own = c;
            survives[c] =
                    IntStream.range(0, classCount).allMatch(other -> other == own || totals[own] - 1 > totals[other]);
        }
    }

    /** Share of the rows that the column alone tells right. */
    static double accuracy(List<String> cells, int[] classes, int classCount) {
        ColumnRule rule = new ColumnRule(classes, classCount);
        double right = rule.byText(cells);
        if (Cells.isNumeric(cells)) {
            right = Math.max(right, rule.byNumber(cells));
        }
        return right / classes.length;
    }

    /**
     * Bound of the probability that a column without any connection tells as many: Chernoff's, for half as many rows as
     * there are, since rows that are each other's neighbours are right or wrong together.
     *
     * @param chance probability of being right for one row
     */
    static double pValue(double accuracy, double chance, int rows) {
        if (accuracy <= chance) {
            return 1;
        }
        double wrong = accuracy == 1 ? 0 : (1 - accuracy) * Math.log((1 - accuracy) / (1 - chance));
        return Math.exp(-rows / 2.0 * (accuracy * Math.log(accuracy / chance) + wrong));
    }

    private int byText(List<String> cells) {
        Map<String, List<Integer>> byValue = IntStream.range(0, classes.length)
                .boxed()
                .collect(Collectors.groupingBy(row -> cells.get(row).strip()));
        return byValue.values().stream()
                .mapToInt(rows -> rows.size() > 1
                        ? rightAmong(rows.stream().mapToInt(Integer::intValue).toArray())
                        : rightAlone(rows.get(0)))
                .sum();
    }

    private int byNumber(List<String> cells) {
        double[] values = cells.stream()
                .mapToDouble(cell -> Cells.isMissing(cell) ? Double.NaN : Cells.number(cell))
                .toArray();
        List<int[]> runs = runsOfEqual(values);
        int right = 0;
        for (int run = 0; run < runs.size(); run++) {
            int[] rows = runs.get(run);
            if (rows.length > 1) {
                right += rightAmong(rows);
            } else {
                right += Double.isNaN(values[rows[0]])
                        ? rightAlone(rows[0])
                        : right(nearest(runs, run, values), rows[0]);
            }
        }
        return right;
    }

    /** Rows by value, ascending; those without one last. */
    private static List<int[]> runsOfEqual(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> values[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> runs = new ArrayList<>();
        int start = 0;
        for (int at = 1; at <= order.length; at++) {
            if (at == order.length || Double.compare(values[order[at]], values[order[start]]) != 0) {
                runs.add(Arrays.copyOfRange(order, start, at));
                start = at;
            }
        }
        return runs;
    }

    /** The rows of the nearer neighbouring value, of both where they are equally near. */
    private static int[] nearest(List<int[]> runs, int run, double[] values) {
        double value = values[runs.get(run)[0]];
        int[] below = run > 0 ? runs.get(run - 1) : new int[0];
        int[] above = run + 1 < runs.size() ? runs.get(run + 1) : new int[0];
        double down = below.length == 0 ? Double.NaN : value - values[below[0]];
        double up = above.length == 0 ? Double.NaN : values[above[0]] - value;
        if (down < up || Double.isNaN(up)) {
            return below;
        }
        return up < down || Double.isNaN(down)
                ? above
                : IntStream.concat(IntStream.of(below), IntStream.of(above)).toArray();
    }

    /** How many of the rows have the class that prevails among the others of them. */
    private int rightAmong(int[] rows) {
        int[] present = count(rows);
        int right = 0;
        for (int c : present) {
            // All rows of a class leave the same others.
            int members = counts[c];
            counts[c] = members - 1;
            right += prevailing(present) == c ? members : 0;
            counts[c] = members;
        }
        clear(present);
        return right;
    }

    /** 1 if the class that prevails among the other rows is the row's. */
    private int right(int[] others, int row) {
        int[] present = count(others);
        int told = prevailing(present);
        clear(present);
        return told == classes[row] ? 1 : 0;
    }

    /** 1 if the class that prevails among all other rows is the row's. */
    private int rightAlone(int row) {
        return survives[classes[row]] ? 1 : 0;
    }

    private int prevailing(int[] present) {
        int best = -1;
        for (int c : present) {
            if (counts[c] > 0 && (best < 0 || isBefore(c, best))) {
                best = c;
            }
        }
        return best;
    }

    private boolean isBefore(int one, int other) {
        if (counts[one] != counts[other]) {
            return counts[one] > counts[other];
        }
        return totals[one] != totals[other] ? totals[one] > totals[other] : one < other;
    }

    /** Counts the rows of each class and returns the classes that there are. */
    private int[] count(int[] rows) {
        for (int row : rows) {
            counts[classes[row]]++;
        }
        return IntStream.of(rows).map(row -> classes[row]).distinct().toArray();
    }

    private void clear(int[] present) {
        for (int c : present) {
            counts[c] = 0;
        }
    }
}
