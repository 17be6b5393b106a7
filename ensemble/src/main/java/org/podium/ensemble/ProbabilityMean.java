package org.podium.ensemble;

import java.util.List;

/** {@link Averaging#PROBABILITY}. */
record ProbabilityMean() implements Averaging {
    @Override
    public double[][] average(List<double[][]> predictions, double[] weights) {
        return WeightedMean.of(predictions, weights, this::term);
    }

    @Override
    public double term(double probability) {
        return probability;
    }

    /** Over the sum of the sums: what was rounded to bytes sums to one only about. */
    @Override
    public void average(float[] sums, int from, int classes, float weight, float[] into, int at) {
        float all = 0;
        for (int c = 0; c < classes; c++) {
            all += sums[from + c];
        }
        for (int c = 0; c < classes; c++) {
            into[at + c] = all > 0 ? sums[from + c] / all : 1f / classes;
        }
    }
}
