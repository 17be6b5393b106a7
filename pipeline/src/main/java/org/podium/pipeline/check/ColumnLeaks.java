package org.podium.pipeline.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns that tell the target all by themselves. A column counts as one if it is right for far more rows than naming the
 * commonest class, and if chance would hardly make any of all the columns that good (Bonferroni).
 *
 * @param columns number of columns that were looked at
 * @param majority share of the commonest class
 * @param best the column that tells most, where there are columns
 * @param suspects those that tell too much, the worst first
 */
public record ColumnLeaks(int columns, double majority, Optional<Told> best, List<Told> suspects) {
    /** What the line of the checklist is called. */
    public static final String NAME = "columns that tell the target";
    /** Chance of an alarm, over all columns. */
    private static final double ALARM = 0.001;

    private static final double NEARLY_ALL = 0.99;
    /** Share of the errors of always naming the commonest class that a column has to avoid. */
    private static final double STRONG = 0.8;

    private static final int NAMED = 3;

    public ColumnLeaks {
        suspects = List.copyOf(suspects);
    }

    /**
     * What a column tells.
     *
     * @param accuracy share of the rows that it tells right, each from the others
     * @param pValue bound of the probability of that by chance, for this column alone
     */
    public record Told(String column, Kind kind, double accuracy, double pValue) {}

    /** What to make of a column, the worst first. */
    public enum Kind {
        /** Each of its values stands for one class, and each class for one value. */
        @JsonProperty("copy")
        COPY,
        /** Nearly every row's class follows. */
        @JsonProperty("determines")
        DETERMINES,
        /** Rows with the same value have the same class, and no value of the training rows is among those of the test. */
        @JsonProperty("group")
        GROUP,
        /** It tells a lot, perhaps because that is its purpose. */
        @JsonProperty("strong")
        STRONG,
        /** It would tell the class, but the test rows do not have it. */
        @JsonProperty("not-in-test")
        NOT_IN_TEST,
        /** Nothing to worry about. */
        @JsonProperty("fine")
        FINE
    }

    /**
     * Looks at each column by itself.
     *
     * @param classes class index of each training row
     * @param columns columns of the training table by name, without id, image, label, group and time
     * @param test columns that the test rows have, if that is known; a column that they do not have cannot mislead there
     * @throws IllegalArgumentException if a column has another number of rows
     */
    public static ColumnLeaks of(
            int[] classes,
            int classCount,
            Map<String, List<String>> columns,
            Optional<Map<String, List<String>>> test) {
        int[] sizes = new int[classCount];
        for (int c : classes) {
            sizes[c]++;
        }
        double majority = IntStream.of(sizes).max().orElse(0) / (double) Math.max(1, classes.length);
        List<Told> told = columns.entrySet().stream()
                .map(column -> {
                    List<String> cells = column.getValue();
                    if (cells.size() != classes.length) {
                        throw new IllegalArgumentException("column '" + column.getKey() + "' has " + cells.size()
                                + " rows, but there are " + classes.length + " classes");
                    }
                    double accuracy = ColumnRule.accuracy(cells, classes, classCount);
                    double pValue = ColumnRule.pValue(accuracy, majority, classes.length);
                    boolean likely = pValue * columns.size() < ALARM;
                    double skill = majority == 1 ? 0 : (accuracy - majority) / (1 - majority);
                    Kind kind = likely && skill >= STRONG
                            ? kind(column.getKey(), cells, classes, accuracy, test)
                            : Kind.FINE;
                    return new Told(column.getKey(), kind, accuracy, pValue);
                })
                .toList();
        return new ColumnLeaks(
                columns.size(),
                majority,
                told.stream().max(Comparator.comparingDouble(Told::accuracy)),
                told.stream()
                        .filter(column -> column.kind() != Kind.FINE)
                        .sorted(Comparator.comparing(Told::kind)
                                .thenComparing(Told::accuracy, Comparator.reverseOrder())
                                .thenComparing(Told::column))
                        .toList());
    }

    private static Kind kind(
            String column,
            List<String> cells,
            int[] classes,
            double accuracy,
            Optional<Map<String, List<String>>> test) {
        if (test.isPresent() && !test.get().containsKey(column)) {
            return Kind.NOT_IN_TEST;
        }
        if (isRenaming(cells, classes)) {
            return Kind.COPY;
        }
        boolean strange = test.isPresent()
                && !Cells.isNumeric(cells)
                && new HashSet<>(cells).stream().noneMatch(Set.copyOf(test.get().get(column))::contains);
        if (strange) {
            return Kind.GROUP;
        }
        return accuracy >= NEARLY_ALL ? Kind.DETERMINES : Kind.STRONG;
    }

    /** Whether values and classes stand for each other, one to one. */
    private static boolean isRenaming(List<String> cells, int[] classes) {
        Map<String, Integer> classOf = new HashMap<>();
        Map<Integer, String> valueOf = new HashMap<>();
        for (int row = 0; row < classes.length; row++) {
            String value = cells.get(row).strip();
            Integer known = classOf.putIfAbsent(value, classes[row]);
            String name = valueOf.putIfAbsent(classes[row], value);
            if (known != null && known != classes[row] || name != null && !name.equals(value)) {
                return false;
            }
        }
        return true;
    }

    /** The line of the checklist. */
    public CheckLine line() {
        if (best.isEmpty()) {
            return CheckLine.skipped(NAME, "there are no columns but those that the competition names");
        }
        String common = String.format(Locale.ROOT, "naming the commonest class is right for %.1f %%", 100 * majority);
        if (suspects.isEmpty()) {
            return CheckLine.passed(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "none of %d: the best alone, '%s', is right for %.1f %% of the rows, %s",
                            columns,
                            best.get().column(),
                            100 * best.get().accuracy(),
                            common));
        }
        String found = suspects.stream().limit(NAMED).map(ColumnLeaks::sentence).collect(Collectors.joining("; "));
        int more = suspects.size() - NAMED;
        String finding = found + (more > 0 ? "; and " + more + " more" : "") + " (" + common + ")";
        Told worst = suspects.get(0);
        return switch (worst.kind()) {
            case COPY, DETERMINES -> CheckLine.failed(NAME, finding, todo(worst));
            default -> CheckLine.warned(NAME, finding, todo(worst));
        };
    }

    private static String sentence(Told told) {
        String share = String.format(Locale.ROOT, "%.1f %% of the rows", 100 * told.accuracy());
        return "'" + told.column() + "' "
                + switch (told.kind()) {
                    case COPY -> "is the target, value for value";
                    case DETERMINES, STRONG, FINE -> "alone is right for " + share;
                    case GROUP -> "has one class a value (right for " + share + ") and other values in the test rows";
                    case NOT_IN_TEST -> "is right for " + share + ", but the test rows do not have it";
                };
    }

    private static String todo(Told worst) {
        return switch (worst.kind()) {
            case COPY, DETERMINES ->
                "Keep '" + worst.column() + "' out of the inputs, unless it is known in the same way"
                        + " before the answer is; if its values tie rows together, name it as the group.";
            case GROUP ->
                "Name '" + worst.column() + "' as the group in competition.yaml, so that folds keep its rows"
                        + " together.";
            case STRONG, FINE ->
                "Find out when '" + worst.column() + "' is filled in: if after the answer is known, keep it"
                        + " out of the inputs.";
            case NOT_IN_TEST ->
                "Use '" + worst.column()
                        + "' for nothing but looking at the data; if its values tie rows together, name"
                        + " it as the group.";
        };
    }
}
