package org.podium.folds;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The times of all rows in order, and the borders between different times. */
final class TimeOrder {
    private final long[] sorted;

    TimeOrder(Rows rows) {
        Require.times(rows);
        sorted = IntStream.range(0, rows.size()).mapToLong(rows::timeOf).toArray();
        Arrays.sort(sorted);
    }

    int size() {
        return sorted.length;
    }

    /** The border at a place in the order, or else the last one before it: 0 to {@code size()}. */
    int borderUpTo(int place) {
        int border = place;
        while (border > 0 && border < sorted.length && sorted[border - 1] == sorted[border]) {
            border--;
        }
        return border;
    }

    /** The border at a place in the order, or else the first one after it: 0 to {@code size()}. */
    int borderFrom(int place) {
        int border = place;
        while (border > 0 && border < sorted.length && sorted[border - 1] == sorted[border]) {
            border++;
        }
        return border;
    }

    /** The first time behind a border, which must not be the end. */
    long timeAt(int border) {
        return sorted[border];
    }
}
