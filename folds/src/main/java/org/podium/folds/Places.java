package org.podium.folds;

import java.util.Arrays;

/**
 * The places that the classes have in the parts of a split, of which one after another is taken.
 *
 * <p>Only parts in which a class has places are held. Where they are many, their places are held as a Fenwick tree
 * ("A new data structure for cumulative frequency tables", 1994), so that finding one costs the logarithm of the number
 * of parts.
 */
final class Places {
    /** Up to so many parts, looking at one after the other is as fast as a tree. */
    private static final int PARTS_SCANNED = 64;

    private final int[] begins;
    private final int[] ends;
    private int[] parts = new int[16];
    /** Places in each part of a class, or the class's tree of them. */
    private int[] left = new int[16];

    private int filled;

    Places(int classes) {
        begins = new int[classes];
        ends = new int[classes];
    }

    /** Describes a class from now on. */
    void begin(int ofClass) {
        begins[ofClass] = filled;
    }

    /** Gives the class that is being described places in a part; parts ascend. */
    void add(int part, int places) {
        if (places == 0) {
            return;
        }
        if (filled == parts.length) {
            parts = Arrays.copyOf(parts, larger(filled));
            left = Arrays.copyOf(left, larger(filled));
        }
        parts[filled] = part;
        left[filled++] = places;
    }

    private static int larger(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8, length * 2L);
    }

    /** A class has all its places. */
    void end(int ofClass) {
        int begin = begins[ofClass];
        int count = filled - begin;
        if (count > PARTS_SCANNED) {
            for (int node = 1; node <= count; node++) {
                int above = node + (node & -node);
                if (above <= count) {
                    left[begin + above - 1] += left[begin + node - 1];
                }
            }
        }
        ends[ofClass] = filled;
    }

    /** Takes a place, counted over the parts in which the class has any left, and says which part it is in. */
    int take(int ofClass, int place) {
        int begin = begins[ofClass];
        int count = ends[ofClass] - begin;
        return parts[begin + (count > PARTS_SCANNED ? takeFromTree(begin, count, place) : scan(begin, place))];
    }

    private int scan(int begin, int place) {
        int index = begin;
        int before = place;
        while (before >= left[index]) {
            before -= left[index++];
        }
        left[index]--;
        return index - begin;
    }

    private int takeFromTree(int begin, int count, int place) {
        int index = 0;
        int before = place;
        for (int step = Integer.highestOneBit(count); step > 0; step >>= 1) {
            int node = index + step;
            if (node <= count && left[begin + node - 1] <= before) {
                index = node;
                before -= left[begin + node - 1];
            }
        }
        for (int node = index + 1; node <= count; node += node & -node) {
            left[begin + node - 1]--;
        }
        return index;
    }
}
