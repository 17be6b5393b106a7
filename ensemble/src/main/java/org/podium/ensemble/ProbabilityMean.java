package org.podium.ensemble;

import java.util.List;

/** {@link Averaging#PROBABILITY}. */
record ProbabilityMean() implements Averaging {
    @Override
    public double[][] average(List<double[][]> predictions, double[] weights) {
        return WeightedMean.of(predictions, weights, p -> p);
    }
}
