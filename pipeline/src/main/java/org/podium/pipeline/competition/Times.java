package org.podium.pipeline.competition;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** When rows were taken: ISO 8601 dates and date-times, in UTC unless they say otherwise, or numbers such as a day. */
public final class Times {
    /** Without what only Java reads as one: 1d, 0x1p3, NaN. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,2})?");

    private static final int SECONDS_OF_A_DAY = 86_400;

    private Times() {}

    /** Seconds since 1970, or the number that the cell is; empty if it is neither. */
    static OptionalDouble of(String cell) {
        return isNumber(cell) ? OptionalDouble.of(Double.parseDouble(cell)) : date(cell);
    }

    /** Whether a time is a number and no date. */
    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    /**
     * The times of rows, in an order that can be compared.
     *
     * @throws IllegalArgumentException if a cell is no time
     */
    public static double[] of(List<String> cells) {
        return cells.stream()
                .mapToDouble(
                        cell -> of(cell).orElseThrow(() -> new IllegalArgumentException("'" + cell + "' is no time")))
                .toArray();
    }

    private static OptionalDouble date(String cell) {
        String text = cell.replaceFirst("(?<=\\d) (?=\\d)", "T");
        try {
            if (text.length() <= "2026-01-01".length()) {
                return OptionalDouble.of((double) LocalDate.parse(text).toEpochDay() * SECONDS_OF_A_DAY);
            }
            return text.matches(".*T.*(Z|[+-]\\d\\d(:?\\d\\d)?)")
                    ? seconds(OffsetDateTime.parse(text))
                    : seconds(LocalDateTime.parse(text).atOffset(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble seconds(OffsetDateTime time) {
        return OptionalDouble.of(time.toEpochSecond() + time.getNano() / 1e9);
    }
}
