package org.podium.folds;

import java.util.stream.IntStream;

/**
 * k folds with the label shares of the whole, for rows with several labels or none: iterative stratification.
 *
 * <p>Order 1 spreads labels (Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD
 * 2011): the label with the fewest rows left is dealt out, each row to the fold that lacks that label most, and so on
 * until no row with labels is left. Order 2 spreads pairs of labels as well (Szymański and Kajdanowicz, "A Network
 * Perspective on Stratification of Multi-Label Data", LIDTA 2017): dealt out is the label or pair of labels with the
 * fewest rows left. Pairs are rarer than their labels and so come first. A fold of s of all n rows lacks m·s/n of the m
 * rows with a label, less those it has got. Ties go to the fold that lacks most rows, then to one that a keyed hash of
 * the row decides. Rows without labels fill up the folds at the end.
 *
 * <p>After this greedy pass, rows are swapped between folds while that makes the shares of labels more even; with order
 * 2 first those of labels and pairs alike, then those of labels before those of pairs. Let e be the difference between a
 * fold's rows with a label and their even part m·s/n; then every swap lowers the sum of e² + e⁴ over folds and labels.
 * For small sets this is done with several greedy passes, which settle ties differently, and the most even folds are
 * taken. The greedy pass takes time in proportion to k and the number of labels of all rows (order 2: of labels and pairs
 * of labels of all rows); the swaps end after a number of steps in proportion to the latter, or when none is left. Memory
 * is for k numbers a label or pair of labels, besides the rows.
 *
 * <p>Bounds: of n rows every fold has ⌊n/k⌋, and n mod k folds have one more, whatever the labels. For these are the
 * sizes that folds are given beforehand; the greedy pass gives a fold no more rows than its size, and as the sizes add up
 * to n, every fold ends with its size; a swap changes no size. Which folds are larger is the seed's choice. If there is
 * one label only, any two folds differ by at most one row in it too: the greedy pass gives each fold the label's even
 * part rounded up or down. With more labels no bound on their counts can be promised: which counts can be had together
 * depends on the sets of labels that rows have.
 *
 * <p>A label with fewer rows than folds is spread over as many folds as it has rows; {@link Balance} reports it.
 *
 * @param k number of folds, at least 2
 * @param order 1 to spread labels, 2 to spread labels and pairs of labels
 */
public record MultilabelStratifiedKFold(int k, int order) implements Splitter {
    public MultilabelStratifiedKFold {
        Require.atLeastTwoFolds(k);
        if (order != 1 && order != 2) {
            throw new IllegalArgumentException("order is " + order + ", must be 1 (labels) or 2 (pairs of labels)");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no label sets, are fewer than k, or have more pairs of labels
     *     in all than an array can hold (order 2), or k is too large for as many labels or pairs
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.aRowForEachFold(rows, k);
        int first = KeyedHash.below(k, seed, "first fold");
        int[] sizes = IntStream.range(0, k)
                .map(fold -> rows.size() / k + ((fold - first + k) % k < rows.size() % k ? 1 : 0))
                .toArray();
        return FoldPlan.of(k, MultilabelFolds.of(rows, order, sizes, seed));
    }
}
