package org.podium.ensemble;

/** Checks of prediction matrices, shared by metrics and averages. */
final class Predictions {
    private Predictions() {}

    /**
     * Refuses a matrix that is not rows × classes of finite, non-negative numbers with a positive sum in each row.
     *
     * @return number of classes
     */
    static int requireProbabilities(double[][] probabilities) {
        if (probabilities.length == 0) {
            throw new IllegalArgumentException("no rows to work on: at least one is needed");
        }
        int classes = probabilities[0].length;
        for (int row = 0; row < probabilities.length; row++) {
            if (probabilities[row].length != classes) {
                throw new IllegalArgumentException(
                        "row " + row + " has " + probabilities[row].length + " probabilities, row 0 has " + classes);
            }
            requireProbabilities(row, probabilities[row]);
        }
        return classes;
    }

    private static void requireProbabilities(int row, double[] probabilities) {
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            double p = probabilities[c];
            if (!(p >= 0 && p < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("probability of class " + c + " in row " + row + " is " + p
                        + ", must be finite and not negative");
            }
            sum += p;
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "probabilities of row " + row + " sum to " + sum + ", must be positive and finite");
        }
    }

    /**
     * Refuses a truth that does not fit the matrix, and a matrix that is none.
     *
     * @return number of classes
     */
    static int requireScorable(int[] truth, double[][] probabilities) {
        if (truth.length != probabilities.length) {
            throw new IllegalArgumentException(
                    truth.length + " rows of truth but " + probabilities.length + " rows of probabilities");
        }
        int classes = requireProbabilities(probabilities);
        for (int row = 0; row < truth.length; row++) {
            if (truth[row] < 0 || truth[row] >= classes) {
                throw new IllegalArgumentException(
                        "true class of row " + row + " is " + truth[row] + ", must be 0 to " + (classes - 1));
            }
        }
        return classes;
    }

    /** Index of the largest value, the first of equals. */
    static int argmax(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
