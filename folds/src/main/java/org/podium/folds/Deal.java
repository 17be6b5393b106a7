package org.podium.folds;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals the rows of each class to folds, so many to each as was decided before.
 *
 * <p>One pass over the rows: each is drawn a fold with a probability proportional to the rows that its class still owes
 * the folds. So every way to keep to the numbers is as likely as any other, and the last row of a class takes the last
 * place. This costs time in proportion to the rows, times the logarithm of the number of folds where they are many; and
 * besides the plan memory for some numbers a class, and for two numbers for each fold that a class has rows in.
 *
 * <p>Rows with ids are taken in the order of a keyed hash of the id, then by id, and draw by that hash, which makes the
 * plan independent of where a row stands; rows without ids are taken, and draw, by position.
 */
final class Deal {
    private Deal() {}

    /**
     * Deals to k folds whose sizes differ by one row at most, in total and in each class.
     *
     * <p>A class of m rows gives every fold ⌊m/k⌋ rows, and m mod k folds one row more. If n rows do not divide by k,
     * then n mod k folds are the larger ones. Each class has a number of its surplus rows ({@link Surplus}) dealt round
     * robin to the larger folds, where the next class goes on dealing where it stopped, and the rest in the same way to
     * the smaller folds. No class is dealt more rows than there are folds of the kind. The seed decides which fold is the
     * first and in what order the classes are dealt.
     *
     * @throws IllegalArgumentException if there are fewer rows than folds
     */
    static FoldPlan evenly(Rows rows, ClassCodes classes, int k, long seed) {
        Require.aRowForEachFold(rows, k);
        int[] order = classOrder(classes, seed);
        int[] toLarger = Surplus.ofLargerFolds(rows.size(), classes.sizes(), order, k);
        int larger = rows.size() % k;
        int smaller = k - larger;
        int first = KeyedHash.below(k, seed, "first fold");
        Places places = new Places(classes.count());
        int dealtToLarger = 0;
        int dealtToSmaller = 0;
        for (int c : order) {
            int[] surplus = new int[classes.sizes()[c] % k];
            for (int i = 0; i < surplus.length; i++) {
                int fold = i < toLarger[c] ? dealtToLarger++ % larger : larger + dealtToSmaller++ % smaller;
                surplus[i] = (first + fold) % k;
            }
            Arrays.sort(surplus);
            addPlaces(places, c, classes.sizes()[c] / k, surplus, k);
        }
        return FoldPlan.of(k, deal(rows, classes, places, k, seed));
    }

    /** The classes in an order that follows from the seed. */
    private static int[] classOrder(ClassCodes classes, long seed) {
        long classSeed = KeyedHash.of(seed, "classes");
        long[] keys = IntStream.range(0, classes.count())
                .mapToLong(c -> KeyedHash.of(classSeed, c))
                .toArray();
        return KeyOrder.of(keys, c -> c);
    }

    /** @param surplus ascending: folds with a row more than the others */
    private static void addPlaces(Places places, int c, int each, int[] surplus, int k) {
        places.begin(c);
        if (each == 0) {
            IntStream.of(surplus).forEach(fold -> places.add(fold, 1));
        } else {
            int next = 0;
            for (int fold = 0; fold < k; fold++) {
                boolean more = next < surplus.length && surplus[next] == fold;
                places.add(fold, more ? each + 1 : each);
                next += more ? 1 : 0;
            }
        }
        places.end(c);
    }

    /** Deals so many rows of each class to a hold-out, and leaves the others to training. */
    static FoldPlan heldOut(Rows rows, ClassCodes classes, int[] heldOut, long seed) {
        Places places = new Places(classes.count());
        for (int c = 0; c < heldOut.length; c++) {
            places.begin(c);
            places.add(0, heldOut[c]);
            places.add(1, classes.sizes()[c] - heldOut[c]);
            places.end(c);
        }
        CompactInts dealt = deal(rows, classes, places, 2, seed);
        for (int row = 0; row < rows.size(); row++) {
            dealt.set(row, dealt.get(row) == 0 ? 0 : FoldPlan.ALWAYS_TRAINS);
        }
        return FoldPlan.of(1, dealt);
    }

    private static CompactInts deal(Rows rows, ClassCodes classes, Places places, int parts, long seed) {
        CompactInts partOf = CompactInts.upTo(parts, rows.size());
        int[] left = classes.sizes().clone();
        if (rows.ids().isEmpty()) {
            for (int row = 0; row < rows.size(); row++) {
                int c = classes.of(row);
                partOf.set(row, places.take(c, drawn(KeyedHash.of(seed, row), left[c]--)));
            }
        } else {
            long[] keys = keys(rows.ids().get(), seed);
            for (int row : byKey(rows.ids().get(), keys)) {
                int c = classes.of(row);
                // Hashed once more, as the rows come in the order of the keys.
                partOf.set(row, places.take(c, drawn(KeyedHash.of(seed, keys[row]), left[c]--)));
            }
        }
        return partOf;
    }

    /** One of {@code left} places by 32 bits of a hash. */
    private static int drawn(long hash, int left) {
        return (int) ((hash >>> 32) * left >>> 32);
    }

    /** A key for each row that follows from its id. */
    static long[] keys(List<String> ids, long seed) {
        return ids.stream().mapToLong(id -> KeyedHash.of(seed, id)).toArray();
    }

    /** The rows in an order that does not depend on where they stand: by key, then by id. */
    static int[] byKey(List<String> ids, long[] keys) {
        return KeyOrder.of(keys, ids::get);
    }
}
