package org.podium.pipeline.network;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.podium.pipeline.competition.LossChoice;

/** Class probabilities from the scores of a network that was trained with some loss; StrictMath throughout. */
public final class ClassProbabilities {
    private ClassProbabilities() {}

    /**
     * Probabilities of one row or pixel, in [0, 1], that sum to one up to rounding.
     *
     * <ul>
     *   <li>cross-entropy, Dice, focal: softmax.
     *   <li>hinge: softmax too. It ranks classes as the scores do, but a margin is no log-odds: not calibrated.
     *   <li>binary cross-entropy, with Dice or without: each class's own sigmoid, over their sum.
     *   <li>MSE and L1, which fit scores to the target itself: scores cut to [0, 1], over their sum; all classes alike
     *       where nothing is left.
     * </ul>
     */
    public static double[] of(LossChoice loss, float[] scores) {
        return switch (loss) {
            case CROSS_ENTROPY, HINGE, DICE, FOCAL -> Softmax.of(scores);
            case BINARY_CROSS_ENTROPY, BCE_DICE -> sigmoids(scores);
            case MSE, L1 -> normalised(each(scores, score -> Math.min(Math.max(score, 0), 1)));
        };
    }

    /**
     * The same in TorchScript, in fp32: statements that return the probabilities of scores {@code s}, a tensor of rows x
     * classes, or rows x classes x height x width.
     */
    static String torchScript(LossChoice loss) {
        return switch (loss) {
            case CROSS_ENTROPY, HINGE, DICE, FOCAL -> "return torch.softmax(s, 1)\n";
            // The softmax of logarithms is what they are the logarithms of, over the sum.
            case BINARY_CROSS_ENTROPY, BCE_DICE -> "return torch.softmax(torch.log_sigmoid(s), 1)\n";
            case MSE, L1 -> """
                p = torch.clamp(s, 0, 1)
                sum = torch.sum(p, [1], True)
                return torch.where(sum > 0, p / sum, torch.full_like(p, 1. / float(torch.size(s, 1))))
                """;
        };
    }

    /** The method of a network of pixels' classes for the same, in fp32: from scores to rows x height x width x classes. */
    static String method(LossChoice loss) {
        return switch (loss) {
            case CROSS_ENTROPY, DICE, FOCAL -> "softmax";
            case BCE_DICE -> "sigmoids";
            default -> throw new IllegalArgumentException(loss + " is no loss of pixels");
        };
    }

    /** By their logarithms, less the largest: sigmoids may all be too small for a double. */
    private static double[] sigmoids(float[] scores) {
        double[] logs = each(scores, ClassProbabilities::logSigmoid);
        double most = Arrays.stream(logs).max().orElseThrow();
        return normalised(
                Arrays.stream(logs).map(log -> StrictMath.exp(log - most)).toArray());
    }

    private static double logSigmoid(double score) {
        return Math.min(score, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs(score)));
    }

    private static double[] each(float[] scores, DoubleUnaryOperator function) {
        double[] values = new double[scores.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = function.applyAsDouble(scores[c]);
        }
        return values;
    }

    private static double[] normalised(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        double[] probabilities = parts.clone();
        for (int c = 0; c < parts.length; c++) {
            probabilities[c] = sum == 0 ? 1.0 / parts.length : parts[c] / sum;
        }
        return probabilities;
    }
}
