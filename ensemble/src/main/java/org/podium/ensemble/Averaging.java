package org.podium.ensemble;

import java.util.Arrays;
import java.util.List;

/**
 * Several predictions of the same rows to one. Views, folds and models are all merged like this.
 *
 * <p>Sums run over the predictions in list order, whatever the number of threads around them: the same list gives the
 * same bits.
 */
public sealed interface Averaging permits ProbabilityMean, LogitMean {
    /** Arithmetic mean of the probabilities. */
    Averaging PROBABILITY = new ProbabilityMean();

    /** Softmax of the mean log-probability: the geometric mean, scaled to sum to one. */
    Averaging LOGIT = new LogitMean();

    /**
     * Weighted average.
     *
     * @param predictions at least one, each rows × classes of the same shape: finite, not negative, rows with a
     *     positive sum; not changed
     * @param weights one a prediction, finite, not negative, with a positive sum; only their proportions matter
     * @return rows × classes
     * @throws IllegalArgumentException if shapes or lengths differ or a value is not allowed
     */
    double[][] average(List<double[][]> predictions, double[] weights);

    /** Average of equally weighted predictions. */
    default double[][] average(List<double[][]> predictions) {
        double[] weights = new double[predictions.size()];
        Arrays.fill(weights, 1);
        return average(predictions, weights);
    }

    /** What is summed of a probability. */
    double term(double probability);

    /**
     * From the sums of one pixel's weighted terms to its probabilities, which sum to one.
     *
     * @param weight sum of the weights, positive
     */
    void average(float[] sums, int from, int classes, float weight, float[] into, int at);
}
