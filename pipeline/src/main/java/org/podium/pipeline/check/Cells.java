package org.podium.pipeline.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the text in a table's cell is. */
public final class Cells {
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

    private Cells() {}

    /** Whether the cell is empty or says in one of the usual ways that there is no value. */
    public static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
    }

    /** Whether there are cells that are not missing, and all of these are numbers. */
    public static boolean isNumeric(List<String> cells) {
        return cells.stream().anyMatch(cell -> !isMissing(cell))
                && cells.stream().allMatch(cell -> isMissing(cell) || !Double.isNaN(number(cell)));
    }

    /** The number that the cell is, NaN for what is none. */
    public static double number(String cell) {
        String text = cell.strip();
        // Java would read 1d and 0x1p3 as numbers.
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        if (!plain) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            // Not an error: 2025-01-01 and 1-2 come here too.
            return Double.NaN;
        }
    }
}
