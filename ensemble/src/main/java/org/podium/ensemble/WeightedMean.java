package org.podium.ensemble;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The weighted mean of every cell, which the averages are made of. */
final class WeightedMean {
    private WeightedMean() {}

    /**
     * Mean of the transformed probabilities, cell by cell.
     *
     * @throws IllegalArgumentException as {@link Averaging#average(List, double[])} says
     */
    static double[][] of(List<double[][]> predictions, double[] weights, DoubleUnaryOperator transform) {
        double weightSum = requireWeights(predictions.size(), weights);
        int rows = predictions.get(0).length;
        int classes = Predictions.requireProbabilities(predictions.get(0));
        double[][] mean = new double[rows][classes];
        for (int m = 0; m < weights.length; m++) {
            double[][] prediction = predictions.get(m);
            int width = Predictions.requireProbabilities(prediction);
            if (prediction.length != rows || width != classes) {
                throw new IllegalArgumentException("prediction " + m + " is " + prediction.length + " rows × " + width
                        + " classes, prediction 0 is " + rows + " × " + classes);
            }
            for (int row = 0; row < rows; row++) {
                for (int c = 0; c < classes; c++) {
                    mean[row][c] += weights[m] * transform.applyAsDouble(prediction[row][c]);
                }
            }
        }
        for (double[] row : mean) {
            for (int c = 0; c < classes; c++) {
                row[c] /= weightSum;
            }
        }
        return mean;
    }

    private static double requireWeights(int predictions, double[] weights) {
        if (predictions == 0) {
            throw new IllegalArgumentException("no predictions to average: at least one is needed");
        }
        if (weights.length != predictions) {
            throw new IllegalArgumentException(predictions + " predictions but " + weights.length + " weights");
        }
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            if (!(weights[m] >= 0 && weights[m] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight " + m + " is " + weights[m] + ", must be finite and not negative");
            }
            sum += weights[m];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("weights sum to " + sum + ", must be positive and finite");
        }
        return sum;
    }
}
