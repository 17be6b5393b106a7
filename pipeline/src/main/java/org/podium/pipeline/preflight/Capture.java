package org.podium.pipeline.preflight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.podium.pipeline.network.LossFunction;

/** A loss that keeps a copy of the scores on their way to it. */
final class Capture implements LossFunction {
    private final LossFunction loss;
    private float[][] scores = {};

    Capture(LossFunction loss) {
        this.loss = loss;
    }

    @Override
    public NDArray of(NDArray logits, NDManager batch) {
        float[] flat = logits.toFloatArray();
        int classes = (int) logits.getShape().get(1);
        scores = new float[flat.length / classes][];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = Arrays.copyOfRange(flat, row * classes, (row + 1) * classes);
        }
        return loss.of(logits, batch);
    }

    /** Rows x classes, of the last batch. */
    float[][] scores() {
        return scores;
    }

    /** Rows whose own class has the highest score, and no other class as high a one. */
    static int right(float[][] scores, long[] labels) {
        int right = 0;
        for (int row = 0; row < labels.length; row++) {
            float own = scores[row][(int) labels[row]];
            boolean best = true;
            for (int c = 0; c < scores[row].length; c++) {
                best &= c == labels[row] || scores[row][c] < own;
            }
            right += best ? 1 : 0;
        }
        return right;
    }
}
