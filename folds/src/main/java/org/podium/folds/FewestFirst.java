package org.podium.folds;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Items with falling counts, of which the one with the least positive count is asked for again and again.
 *
 * <p>A bucket queue: the items of one count form a doubly linked list, and taking one off a count costs constant time. As
 * the least count falls only where a count is taken off, all questions together cost no more steps than the largest
 * count and the number of times that something was taken off.
 */
final class FewestFirst {
    private static final int NONE = -1;

    private final int[] counts;
    private final int[] first;
    private final int[] next;
    private final int[] previous;
    private int least = 1;

    /** @param counts count of each item, not negative */
    FewestFirst(int[] counts) {
        this.counts = counts.clone();
        first = new int[IntStream.of(counts).max().orElse(0) + 1];
        next = new int[counts.length];
        previous = new int[counts.length];
        Arrays.fill(first, NONE);
        for (int item = counts.length - 1; item >= 0; item--) {
            link(item);
        }
    }

    /**
     * An item with the least positive count, −1 if all are zero. Of several it is the one whose count fell last, and
     * where none fell the one with the lowest index.
     */
    int least() {
        while (least < first.length && first[least] == NONE) {
            least++;
        }
        return least < first.length ? first[least] : NONE;
    }

    /** Takes one off a positive count. */
    void decrease(int item) {
        unlink(item);
        counts[item]--;
        link(item);
        if (counts[item] > 0) {
            least = Math.min(least, counts[item]);
        }
    }

    private void link(int item) {
        int head = first[counts[item]];
        next[item] = head;
        previous[item] = NONE;
        if (head != NONE) {
            previous[head] = item;
        }
        first[counts[item]] = item;
    }

    private void unlink(int item) {
        if (previous[item] == NONE) {
            first[counts[item]] = next[item];
        } else {
            next[previous[item]] = next[item];
        }
        if (next[item] != NONE) {
            previous[next[item]] = previous[item];
        }
    }
}
