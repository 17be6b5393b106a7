package org.podium.pipeline.adversarial;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve: the probability that a positive row scores higher than a negative one, ties half.
 *
 * <p>Variance after DeLong, DeLong and Clarke-Pearson, <i>Comparing the areas under two or more correlated receiver
 * operating characteristic curves</i>, Biometrics 44, 1988, by midranks in O(n log n) as in Sun and Xu, <i>Fast
 * implementation of DeLong's algorithm</i>, IEEE Signal Processing Letters 21, 2014. Where rows come in groups, their
 * parts are summed by group, after Obuchowski, <i>Nonparametric analysis of clustered ROC curve data</i>, Biometrics 53,
 * 1997; groups of one row give DeLong's variance.
 *
 * @param value 0 to 1; 0.5 where scores tell nothing
 * @param variance of the value; 0 where all positive rows are above all negative ones
 */
record Auc(double value, double variance) {
    /** Two-sided 95 % of the normal distribution. */
    private static final double NORMAL_95 = 1.959963984540054;

    /** For rows that stand alone. */
    static Auc of(double[] negatives, double[] positives) {
        return of(negatives, each(negatives), positives, each(positives));
    }

    /**
     * @param negatives scores, at least two
     * @param negativeGroups number of each negative row's group, 0 to fewer than there are rows; no group has both
     *     positive and negative rows
     * @param positives scores, at least two
     */
    static Auc of(double[] negatives, int[] negativeGroups, double[] positives, int[] positiveGroups) {
        if (negatives.length < 2 || positives.length < 2) {
            throw new IllegalArgumentException(
                    negatives.length + " negative and " + positives.length + " positive rows: two of each are needed");
        }
        double[] together = new double[negatives.length + positives.length];
        System.arraycopy(negatives, 0, together, 0, negatives.length);
        System.arraycopy(positives, 0, together, negatives.length, positives.length);
        double[] ranks = midranks(together);
        double[] own = midranks(positives);
        double[] others = midranks(negatives);
        // What each row has to say: the share of the other kind's rows that it is on the right side of.
        double[] ofPositive = IntStream.range(0, positives.length)
                .mapToDouble(i -> (ranks[negatives.length + i] - own[i]) / negatives.length)
                .toArray();
        double[] ofNegative = IntStream.range(0, negatives.length)
                .mapToDouble(i -> 1 - (ranks[i] - others[i]) / positives.length)
                .toArray();
        double value = Arrays.stream(ofPositive).sum() / positives.length;
        return new Auc(
                value, variance(ofPositive, positiveGroups, value) + variance(ofNegative, negativeGroups, value));
    }

    /** Lower end of the 95 % confidence interval, not below 0. */
    double low() {
        return Math.max(0, value - NORMAL_95 * Math.sqrt(variance));
    }

    /** Upper end, not above 1. */
    double high() {
        return Math.min(1, value + NORMAL_95 * Math.sqrt(variance));
    }

    private static double variance(double[] parts, int[] groups, double mean) {
        double[] sums = new double[parts.length];
        boolean[] there = new boolean[parts.length];
        for (int row = 0; row < parts.length; row++) {
            sums[groups[row]] += parts[row] - mean;
            there[groups[row]] = true;
        }
        double count =
                IntStream.range(0, there.length).filter(group -> there[group]).count();
        if (count < 2) {
            throw new IllegalArgumentException("all rows of a kind are in one group: two are needed");
        }
        double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
        return count / (count - 1) * squares / ((double) parts.length * parts.length);
    }

    /** Ranks from 1, equal scores sharing the mean of theirs. */
    static double[] midranks(double[] scores) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[scores.length];
        int start = 0;
        for (int at = 1; at <= order.length; at++) {
            if (at == order.length || scores[order[at]] != scores[order[start]]) {
                for (int place = start; place < at; place++) {
                    ranks[order[place]] = (start + 1 + at) / 2.0;
                }
                start = at;
            }
        }
        return ranks;
    }

    private static int[] each(double[] scores) {
        return IntStream.range(0, scores.length).toArray();
    }
}
