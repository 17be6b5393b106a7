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
        return isBorder(place) ? place : below(sorted[place]);
    }

    /** The border at a place in the order, or else the first one after it: 0 to {@code size()}. */
    int borderFrom(int place) {
        return isBorder(place) ? place : upTo(sorted[place], sorted);
    }

    private boolean isBorder(int place) {
        return place == 0 || place == sorted.length || sorted[place - 1] != sorted[place];
    }

    private int below(long time) {
        return time == Long.MIN_VALUE ? 0 : upTo(time - 1, sorted);
    }

    /** How many of ascending times are no later than one. */
    static int upTo(long time, long[] ascending) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first time behind a border, which must not be the end. */
    long timeAt(int border) {
        return sorted[border];
    }
}
