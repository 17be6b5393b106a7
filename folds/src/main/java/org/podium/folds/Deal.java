package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals the rows of each class to folds, so many to each as was decided before.
 *
 * <p>One pass over the rows: each is drawn a fold with a probability proportional to the rows that its class still owes
 * the folds. So every way to keep to the numbers is as likely as any other, and the last row of a class takes the last
 * place. This costs time in proportion to the rows, and memory for classes × folds numbers besides the plan.
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
     * the smaller folds. No class is dealt more rows than there are folds of the kind.
     *
     * @throws IllegalArgumentException if there are fewer rows than folds
     */
    static FoldPlan evenly(Rows rows, ClassCodes classes, int k, long seed) {
        if (rows.size() < k) {
            throw new IllegalArgumentException(
                    rows.size() + (rows.size() == 1 ? " row" : " rows") + ", too few for " + k + " folds");
        }
        int larger = rows.size() % k;
        int smaller = k - larger;
        int first = KeyedHash.below(k, seed, "first fold");
        int[] toLarger = Surplus.ofLargerFolds(rows.size(), classes.sizes(), k);
        int[] owed = new int[classes.count() * k];
        int dealtToLarger = 0;
        int dealtToSmaller = 0;
        for (int c = 0; c < classes.count(); c++) {
            int size = classes.sizes()[c];
            for (int fold = 0; fold < k; fold++) {
                owed[c * k + fold] = size / k;
            }
            for (int surplus = 0; surplus < size % k; surplus++) {
                int fold = surplus < toLarger[c] ? dealtToLarger++ % larger : larger + dealtToSmaller++ % smaller;
                owed[c * k + (first + fold) % k]++;
            }
        }
        return FoldPlan.of(k, deal(rows, classes, owed, k, seed));
    }

    /** Deals so many rows of each class to a hold-out, and leaves the others to training. */
    static FoldPlan heldOut(Rows rows, ClassCodes classes, int[] heldOut, long seed) {
        int[] owed = new int[2 * classes.count()];
        for (int c = 0; c < heldOut.length; c++) {
            owed[2 * c] = heldOut[c];
            owed[2 * c + 1] = classes.sizes()[c] - heldOut[c];
        }
        CompactInts dealt = deal(rows, classes, owed, 2, seed);
        for (int row = 0; row < rows.size(); row++) {
            dealt.set(row, dealt.get(row) == 0 ? 0 : FoldPlan.ALWAYS_TRAINS);
        }
        return FoldPlan.of(1, dealt);
    }

    private static CompactInts deal(Rows rows, ClassCodes classes, int[] owed, int parts, long seed) {
        CompactInts partOf = CompactInts.upTo(parts, rows.size());
        int[] left = classes.sizes().clone();
        if (rows.ids().isEmpty()) {
            for (int row = 0; row < rows.size(); row++) {
                int c = classes.ofRow()[row];
                partOf.set(row, draw(KeyedHash.of(seed, row), owed, c * parts, left[c]--));
            }
        } else {
            long[] keys = keys(rows.ids().get(), seed);
            for (int row : byKey(rows.ids().get(), keys)) {
                int c = classes.ofRow()[row];
                // Hashed once more, as the rows come in the order of the keys.
                partOf.set(row, draw(KeyedHash.of(seed, keys[row]), owed, c * parts, left[c]--));
            }
        }
        return partOf;
    }

    /** Picks one of {@code left} places by 32 bits of a hash, and gives it away. */
    private static int draw(long hash, int[] owed, int begin, int left) {
        int place = (int) ((hash >>> 32) * left >>> 32);
        int part = begin;
        while (place >= owed[part]) {
            place -= owed[part++];
        }
        owed[part]--;
        return part - begin;
    }

    /** A key for each row that follows from its id. */
    static long[] keys(List<String> ids, long seed) {
        return ids.stream().mapToLong(id -> KeyedHash.of(seed, id)).toArray();
    }

    /** The rows in an order that does not depend on where they stand: by key, then by id. */
    static int[] byKey(List<String> ids, long[] keys) {
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(row -> keys[row]).thenComparing(ids::get))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
