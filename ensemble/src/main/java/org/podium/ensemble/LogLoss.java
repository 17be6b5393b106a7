package org.podium.ensemble;

/**
 * Mean over rows of −ln(probability of the true class), in nats.
 *
 * <p>Rows are first scaled to sum to one. Probabilities are then clipped to [ε, 1 − ε] with ε = 2⁻⁵², the machine epsilon
 * of a double, as in scikit-learn's {@code log_loss}: a certain but wrong prediction costs 36.04 instead of infinity.
 */
record LogLoss() implements Metric {
    private static final double EPSILON = Math.ulp(1.0);

    @Override
    public String name() {
        return "log-loss";
    }

    @Override
    public double score(int[] truth, double[][] probabilities) {
        Predictions.requireScorable(truth, probabilities);
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            double total = 0;
            for (double p : probabilities[row]) {
                total += p;
            }
            double p = probabilities[row][truth[row]] / total;
            sum -= StrictMath.log(Math.min(Math.max(p, EPSILON), 1 - EPSILON));
        }
        return sum / truth.length;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }
}
