package org.podium.ensemble;

/**
 * Mean recall over the classes that occur in the truth, so that every class counts the same however rare; equal to
 * scikit-learn's {@code balanced_accuracy_score} without adjustment.
 */
record BalancedAccuracy() implements Metric {
    @Override
    public String name() {
        return "balanced-accuracy";
    }

    @Override
    public double score(int[] truth, double[][] probabilities) {
        Confusion confusion = Confusion.of(truth, probabilities);
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < confusion.actual().length; c++) {
            if (confusion.actual()[c] > 0) {
                sum += (double) confusion.correct()[c] / confusion.actual()[c];
                occurring++;
            }
        }
        return sum / occurring;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
