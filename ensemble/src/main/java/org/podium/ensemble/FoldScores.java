package org.podium.ensemble;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The score of each fold, and what they come to.
 *
 * @param scores at least one, finite
 */
public record FoldScores(List<Double> scores) {
    public FoldScores {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("no fold scores: at least one is needed");
        }
        for (double score : scores) {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("fold score is " + score + ", must be finite");
            }
        }
    }

    /** Arithmetic mean. */
    public double mean() {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / scores.size();
    }

    /** Sample standard deviation, with n − 1 in the denominator; one fold has none. */
    public OptionalDouble sd() {
        if (scores.size() == 1) {
            return OptionalDouble.empty();
        }
        double mean = mean();
        double squares = 0;
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return OptionalDouble.of(Math.sqrt(squares / (scores.size() - 1)));
    }
}
