package org.podium.folds;

/**
 * How many rows with each combination of labels every fold has, and how far that is from even.
 *
 * <p>A fold of s of all n rows should have m·s/n of the m rows with a combination. With e the difference, in rows, the
 * fold costs e² + e⁴ for a label and a part of that for a pair. Were each combination free to choose, the sum of such a
 * convex cost would be least with every count next to its even part; the fourth power has the largest differences go
 * first.
 */
final class CombinationCounts {
    private final LabelCombinations combinations;
    private final int[] sizes;
    /** Combination × fold: number of rows. */
    private final int[] counts;

    private double pairWeight = 1;

    CombinationCounts(LabelCombinations combinations, int[] sizes, int[] foldOf) {
        this.combinations = combinations;
        this.sizes = sizes;
        counts = new int[combinations.timesFolds(sizes.length)];
        for (int place = 0; place < foldOf.length; place++) {
            add(place, foldOf[place], 1);
        }
    }

    /** Says what part of a label's cost a pair of labels has. */
    void weighPairs(double weight) {
        pairWeight = weight;
    }

    /** Counts the row at a place in another fold from now on. */
    void move(int place, int from, int to) {
        add(place, from, -1);
        add(place, to, 1);
    }

    private void add(int place, int fold, int rows) {
        for (int i = combinations.start(place); i < combinations.end(place); i++) {
            counts[combinations.at(i) * sizes.length + fold] += rows;
        }
    }

    /** By how much costs would fall if one row more of a combination, and no other, were in a fold instead of another. */
    double gain(int combination, int from, int to) {
        double change = cost(combination, from, -1)
                - cost(combination, from, 0)
                + cost(combination, to, 1)
                - cost(combination, to, 0);
        return combinations.isPair(combination) ? -change * pairWeight : -change;
    }

    /** Sum of the costs of all folds. */
    double cost() {
        double sum = 0;
        for (int combination = 0; combination < combinations.count(); combination++) {
            for (int fold = 0; fold < sizes.length; fold++) {
                double cost = cost(combination, fold, 0);
                sum += combinations.isPair(combination) ? cost * pairWeight : cost;
            }
        }
        return sum;
    }

    private double cost(int combination, int fold, int more) {
        double even = (double) combinations.size(combination) * sizes[fold] / combinations.rows();
        double difference = counts[combination * sizes.length + fold] + more - even;
        double squared = difference * difference;
        return squared + squared * squared;
    }
}
