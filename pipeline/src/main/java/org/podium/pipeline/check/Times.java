package org.podium.pipeline.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a column of times: numbers, ISO 8601 dates ({@code 2026-01-31}) or ISO 8601 dates with a time ({@code
 * 2026-01-31T12:30}, with a blank in place of the T, seconds, fractions and an offset if wished; without an offset UTC).
 */
public final class Times {
    private Times() {}

    /**
     * One number a cell that grows with time: the number itself, or seconds since 1970; NaN for a missing cell.
     *
     * @return empty if a cell is neither missing nor a time, if numbers and dates are mixed, or if all are missing
     */
    public static Optional<double[]> parse(List<String> cells) {
        boolean numbers = Cells.isNumeric(cells);
        double[] times = cells.stream()
                .mapToDouble(cell ->
                        Cells.isMissing(cell) ? Double.NaN : numbers ? Cells.number(cell) : seconds(cell.strip()))
                .toArray();
        boolean read = Arrays.stream(times).anyMatch(time -> !Double.isNaN(time));
        return read && firstUnreadable(cells, times) < 0 ? Optional.of(times) : Optional.empty();
    }

    /** The first cell that {@link #parse} cannot read, if there is one. */
    public static Optional<String> unreadable(List<String> cells) {
        return parse(cells).isPresent()
                ? Optional.empty()
                : cells.stream()
                        .filter(cell -> !Cells.isMissing(cell) && Double.isNaN(seconds(cell.strip())))
                        .findFirst();
    }

    private static int firstUnreadable(List<String> cells, double[] times) {
        for (int row = 0; row < times.length; row++) {
            if (Double.isNaN(times[row]) && !Cells.isMissing(cells.get(row))) {
                return row;
            }
        }
        return -1;
    }

    /** Seconds since 1970, NaN for what is no date. */
    private static double seconds(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).toEpochDay() * 86_400.0;
            }
            if (text.length() < 16) {
                return Double.NaN;
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
            boolean offset = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > 10;
            OffsetDateTime time = offset
                    ? OffsetDateTime.parse(iso)
                    : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
            return time.toEpochSecond() + time.getNano() / 1e9;
        } catch (DateTimeException e) {
            // Told to the caller as "no time": which cell, is for it to say.
            return Double.NaN;
        }
    }
}
