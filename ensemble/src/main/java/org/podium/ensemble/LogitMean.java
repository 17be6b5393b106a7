package org.podium.ensemble;

import java.util.List;

/**
 * {@link Averaging#LOGIT}. Probabilities below ε = 2⁻⁵² (the machine epsilon of a double) count as ε: a single zero would
 * otherwise veto a class whatever the other predictions say. The largest mean log-probability of a row is subtracted
 * before the exponential, which changes nothing but keeps it from under- and overflowing.
 */
record LogitMean() implements Averaging {
    private static final double EPSILON = Math.ulp(1.0);

    @Override
    public double[][] average(List<double[][]> predictions, double[] weights) {
        double[][] logits = WeightedMean.of(predictions, weights, this::term);
        for (double[] row : logits) {
            softmax(row);
        }
        return logits;
    }

    private static void softmax(double[] row) {
        double largest = row[Predictions.argmax(row)];
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            row[c] = StrictMath.exp(row[c] - largest);
            sum += row[c];
        }
        for (int c = 0; c < row.length; c++) {
            row[c] /= sum;
        }
    }

    @Override
    public double term(double probability) {
        return StrictMath.log(Math.max(probability, EPSILON));
    }

    @Override
    public void average(float[] sums, int from, int classes, float weight, float[] into, int at) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            largest = Math.max(largest, sums[from + c]);
        }
        double all = 0;
        for (int c = 0; c < classes; c++) {
            double part = StrictMath.exp((sums[from + c] - largest) / weight);
            into[at + c] = (float) part;
            all += part;
        }
        for (int c = 0; c < classes; c++) {
            into[at + c] /= (float) all;
        }
    }
}
