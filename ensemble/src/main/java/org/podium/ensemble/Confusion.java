package org.podium.ensemble;

/**
 * Per class: rows that are of it, rows predicted as it, and rows that are both. The predicted class is the one with the
 * largest probability, the first of equals.
 */
record Confusion(int[] actual, int[] predicted, int[] correct) {

    static Confusion of(int[] truth, double[][] probabilities) {
        int classes = Predictions.requireScorable(truth, probabilities);
        Confusion confusion = new Confusion(new int[classes], new int[classes], new int[classes]);
        for (int row = 0; row < truth.length; row++) {
            int guess = Predictions.argmax(probabilities[row]);
            confusion.actual[truth[row]]++;
            confusion.predicted[guess]++;
            if (guess == truth[row]) {
                confusion.correct[guess]++;
            }
        }
        return confusion;
    }
}
