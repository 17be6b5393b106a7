package org.podium.pipeline.network;

/** Class probabilities from logits, in double precision; StrictMath, so that every JVM gives the same bits. */
public final class Softmax {
    private Softmax() {}

    /**
     * @param logits class scores
     * @return probabilities, in (0, 1), that sum to one up to rounding
     */
    public static double[] of(float[] logits) {
        double[] p = logOf(logits);
        for (int c = 0; c < p.length; c++) {
            p[c] = StrictMath.exp(p[c]);
        }
        return p;
    }

    /** Log-probabilities: logits less their log-sum-exp. */
    public static double[] logOf(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += StrictMath.exp(logit - most);
        }
        double shift = most + StrictMath.log(sum);
        double[] log = new double[logits.length];
        for (int c = 0; c < log.length; c++) {
            log[c] = logits[c] - shift;
        }
        return log;
    }
}
