package org.podium.pipeline.stage;

import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Softmax;

/** The figures of an evaluation, added up image by image: the scores themselves are not kept. */
final class Tally {
    private static final int TOP = 5;

    private int images;
    private int first;
    private int amongFive;
    private double loss;

    /**
     * What the network says of an image.
     *
     * @param best class with the highest score; of equal ones the first
     * @param probability of that class
     * @param ofLabel probability of the image's class
     */
    record Prediction(int best, double probability, double ofLabel) {}

    /**
     * Adds an image.
     *
     * @param image what it is called, for messages
     * @param label its class
     * @param logits class scores before softmax
     * @throws UserError when one of them is not finite
     */
    Prediction add(String image, int label, float[] logits) {
        int best = 0;
        int ahead = 0;
        for (int c = 0; c < logits.length; c++) {
            if (!Float.isFinite(logits[c])) {
                throw new UserError(image + ": the network gives " + logits[c] + " for class " + c
                        + "; are its weights broken, or is --precision fp32 needed?");
            }
            best = logits[c] > logits[best] ? c : best;
            ahead += logits[c] > logits[label] || logits[c] == logits[label] && c < label ? 1 : 0;
        }
        double[] logs = Softmax.logOf(logits);
        images++;
        first += ahead < 1 ? 1 : 0;
        amongFive += ahead < TOP ? 1 : 0;
        loss -= logs[label];
        return new Prediction(best, StrictMath.exp(logs[best]), StrictMath.exp(logs[label]));
    }

    /** @param seconds that it took */
    Evaluation.Result result(double seconds) {
        double count = images;
        return new Evaluation.Result(images, first / count, amongFive / count, loss / count, seconds);
    }
}
