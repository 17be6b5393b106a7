package org.podium.folds;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where the rows go that a class has beyond an even number a fold, when n = qk + larger rows are split into folds of q
 * and q + 1 rows.
 *
 * <p>A surplus row in a larger fold disturbs the class shares less than in a smaller one, by an amount that depends on
 * the class; the larger folds take only so many. As the amounts of different classes add up, giving the places to the
 * classes with most to gain is the best choice.
 */
final class Surplus {
    private Surplus() {}

    /**
     * Surplus rows of each class that belong in the n mod k larger folds; the other surplus is the smaller folds'.
     *
     * @param order all classes; of those with equal gains the first in this order is given places first
     */
    static int[] ofLargerFolds(int rows, int[] classSizes, int[] order, int k) {
        int larger = rows % k;
        int evenRows = IntStream.of(classSizes).map(size -> size / k).sum();
        long places = (long) larger * (rows / k + 1 - evenRows);
        int[] given = new int[classSizes.length];
        for (int c = 0; c < given.length; c++) {
            // The smaller folds take at most one each.
            given[c] = Math.max(0, classSizes[c] % k - (k - larger));
            places -= given[c];
        }
        // Sorting is stable.
        int[] mostGainFirst = IntStream.of(order)
                .filter(c -> classSizes[c] % k > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> gain(rows, classSizes[c], k))
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        for (int c : mostGainFirst) {
            int more = (int) Math.min(places, Math.min(classSizes[c] % k, larger) - given[c]);
            given[c] += more;
            places -= more;
        }
        return given;
    }

    private static double gain(int rows, int classSize, int k) {
        int count = classSize / k;
        int size = rows / k;
        double share = (double) classSize / rows;
        return loss(count + 1, size, share)
                + loss(count, size + 1, share)
                - loss(count + 1, size + 1, share)
                - loss(count, size, share);
    }

    // The eighth power of the deviation: the largest deviations count most, and the others still settle the rest. In
    // trials on random class sizes, lower powers gave larger maxima and higher ones larger means.
    private static double loss(int count, int size, double share) {
        double deviation = (double) count / size - share;
        double squared = deviation * deviation;
        double fourth = squared * squared;
        return fourth * fourth;
    }
}
