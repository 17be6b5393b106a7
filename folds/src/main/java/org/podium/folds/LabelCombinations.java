package org.podium.folds;

import java.util.Arrays;

/**
 * What is to be spread evenly over folds: of each row its labels (order 1) or its labels and the pairs of them (order
 * 2). The rows stand at places of the caller's choice.
 *
 * <p>Held in compressed rows: the combinations of all rows one after another, and where each row's begin.
 */
final class LabelCombinations {
    /** Arrays of a few elements less than Integer.MAX_VALUE are the largest that every JVM can allocate. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int[] starts;
    private final int[] combinations;
    private final int[] sizes;
    private final boolean[] pairs;

    private LabelCombinations(int[] starts, int[] combinations, boolean[] pairs) {
        this.starts = starts;
        this.combinations = combinations;
        this.pairs = pairs;
        this.sizes = new int[pairs.length];
        for (int combination : combinations) {
            sizes[combination]++;
        }
    }

    /**
     * The labels of rows.
     *
     * @param order row at each place
     */
    static LabelCombinations labels(LabelSets sets, int[] order) {
        int[] starts = new int[order.length + 1];
        for (int place = 0; place < order.length; place++) {
            starts[place + 1] = starts[place] + sets.count(order[place]);
        }
        int[] labels = new int[starts[order.length]];
        for (int place = 0; place < order.length; place++) {
            for (int i = starts[place]; i < starts[place + 1]; i++) {
                labels[i] = sets.label(order[place], i - starts[place]);
            }
        }
        return new LabelCombinations(starts, labels, new boolean[sets.labelCount()]);
    }

    /**
     * The labels of rows and the pairs of them that some row has.
     *
     * @param order row at each place
     * @throws IllegalArgumentException if the rows have more pairs of labels than an array can hold
     */
    static LabelCombinations labelsAndPairs(LabelSets sets, int[] order) {
        int[] starts = new int[order.length + 1];
        for (int place = 0; place < order.length; place++) {
            long labels = sets.count(order[place]);
            long end = starts[place] + labels * (labels + 1) / 2;
            if (end > LARGEST_ARRAY) {
                throw new IllegalArgumentException("the rows have more than " + LARGEST_ARRAY
                        + " pairs of labels in all, too many for order 2: use order 1");
            }
            starts[place + 1] = (int) end;
        }
        long[] keys = new long[starts[order.length]];
        int next = 0;
        for (int row : order) {
            for (int i = 0; i < sets.count(row); i++) {
                // A label counts as the pair of it with itself.
                for (int j = i; j < sets.count(row); j++) {
                    keys[next++] = (long) sets.label(row, i) * sets.labelCount() + sets.label(row, j);
                }
            }
        }
        long[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        int[] combinations = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            combinations[i] = Arrays.binarySearch(distinct, keys[i]);
        }
        boolean[] pairs = new boolean[distinct.length];
        for (int i = 0; i < distinct.length; i++) {
            pairs[i] = distinct[i] / sets.labelCount() != distinct[i] % sets.labelCount();
        }
        return new LabelCombinations(starts, combinations, pairs);
    }

    /** Number of rows. */
    int rows() {
        return starts.length - 1;
    }

    /** Number of combinations; with order 1, labels without rows are among them. */
    int count() {
        return sizes.length;
    }

    /**
     * Numbers in a table of combinations and folds.
     *
     * @throws IllegalArgumentException if they are more than an array can hold
     */
    int timesFolds(int folds) {
        long numbers = (long) count() * folds;
        if (numbers > LARGEST_ARRAY) {
            throw new IllegalArgumentException(folds + " folds of " + count() + " labels and pairs of labels are more"
                    + " than can be counted: use fewer folds, or order 1");
        }
        return (int) numbers;
    }

    /** Number of rows that have a combination. */
    int size(int combination) {
        return sizes[combination];
    }

    /** Whether a combination is of two labels. */
    boolean isPair(int combination) {
        return pairs[combination];
    }

    /** Combinations of all rows together. */
    int entries() {
        return combinations.length;
    }

    /** Index of the first combination of the row at a place, to be given to {@link #at}. */
    int start(int place) {
        return starts[place];
    }

    /** Index after the last combination of the row at a place. */
    int end(int place) {
        return starts[place + 1];
    }

    /** A combination of a row; those of one row ascend. */
    int at(int index) {
        return combinations[index];
    }

    /** Places of the rows that have each combination: combination after combination, places ascending. */
    int[] placesByCombination() {
        int[] next = new int[count()];
        for (int combination = 1; combination < count(); combination++) {
            next[combination] = next[combination - 1] + sizes[combination - 1];
        }
        int[] places = new int[entries()];
        for (int place = 0; place < rows(); place++) {
            for (int i = starts[place]; i < starts[place + 1]; i++) {
                places[next[combinations[i]]++] = place;
            }
        }
        return places;
    }
}
