package org.podium.folds;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Puts items into the order of 64-bit keys.
 *
 * <p>What is sorted are numbers made of the upper bits of a key and the index of its item, so many bits as there are
 * items; the few items that agree in the upper bits are then sorted by all that tells them apart.
 */
final class KeyOrder {
    private KeyOrder() {}

    /**
     * The items by ascending key, equals by name.
     *
     * @param keys key of each item
     * @param names name of an item; different for each
     */
    static <T extends Comparable<T>> int[] of(long[] keys, IntFunction<T> names) {
        int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, keys.length - 1));
        long indexMask = (1L << indexBits) - 1;
        long[] packed = new long[keys.length];
        for (int item = 0; item < keys.length; item++) {
            packed[item] = keys[item] & ~indexMask | item;
        }
        Arrays.sort(packed);
        int[] order = new int[keys.length];
        for (int place = 0; place < order.length; place++) {
            order[place] = (int) (packed[place] & indexMask);
        }
        int begin = 0;
        for (int end = 1; end <= order.length; end++) {
            if (end == order.length || (packed[end] & ~indexMask) != (packed[begin] & ~indexMask)) {
                if (end - begin > 1) {
                    sortExactly(order, begin, end, keys, names);
                }
                begin = end;
            }
        }
        return order;
    }

    private static <T extends Comparable<T>> void sortExactly(
            int[] order, int begin, int end, long[] keys, IntFunction<T> names) {
        int[] sorted = IntStream.range(begin, end)
                .mapToObj(place -> order[place])
                .sorted(Comparator.<Integer>comparingLong(item -> keys[item]).thenComparing(names::apply))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, begin, sorted.length);
    }
}
