package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.LossFunction;

/**
 * A loss over the classes of pixels with its smoothing and class weights, made a {@link LossFunction} by each batch's masks.
 *
 * <p>For pixels of scores s with class y, C classes, class weights w (1 where there are none) and label smoothing ε. Pixels of
 * class {@link #IGNORED} have no part in any sum; a batch that has no other pixels has loss 0.
 *
 * <ul>
 *   <li>cross-entropy: torch's, -w_y log softmax(s)_y, summed over the pixels and divided by the sum of their w_y. With
 *       smoothing the target is (1 - ε) on y and ε/C more on every class, weighted as torch does it.
 *   <li>focal (Lin et al. 2017, https://arxiv.org/abs/1708.02002, equation 5 with α = w and γ = 2): -w_y (1 - p_y)² log p_y for
 *       p = softmax(s), divided as cross-entropy, which it is for γ = 0.
 *   <li>Dice: 1 - (2 Σ p_c t_c + 1) / (Σ p_c + Σ t_c + 1) for p = softmax(s) and the target t, 1 on y and 0 elsewhere; sums over
 *       all pixels of the batch, mean over the classes that its masks have. After Milletari et al. 2016
 *       (https://arxiv.org/abs/1606.04797), who square in the denominator; without squares as
 *       segmentation_models.pytorch, which counts classes that are not there too, with 0.
 *   <li>BCE and Dice: the binary cross-entropy of the sigmoid of every score, mean over pixels and classes, and the Dice
 *       loss with the sigmoids for p; the sum of the two.
 * </ul>
 */
public final class PixelLoss implements AutoCloseable {
    /** The value in a mask of pixels that the loss does not see. */
    public static final int IGNORED = 255;

    private final LossProgram program;

    /**
     * @param smoothing share of the target that is spread over all classes, 0 to below 1
     * @param given class weights, one a class; empty: all 1
     * @param classes 1 to 255
     * @throws IllegalArgumentException if the loss is not of pixels, or has no smoothing or weights, but they are given
     */
    public PixelLoss(LossChoice choice, double smoothing, Optional<double[]> given, int classes, Device device) {
        if (!choice.ofPixels()) {
            throw new IllegalArgumentException(choice + " is no loss of pixels");
        }
        if (classes < 1 || classes > IGNORED) {
            throw new IllegalArgumentException(classes + " classes, expected 1 to " + IGNORED);
        }
        this.program = new LossProgram("pixel-loss", choice, smoothing, given, classes, device);
    }

    /**
     * The loss of a batch, for scores rows x classes x height x width.
     *
     * @param masks rows x height x width bytes in a direct buffer: the class of each pixel, or {@link #IGNORED}
     */
    public LossFunction of(ByteBuffer masks, int rows, int height, int width) {
        Shape shape = new Shape(rows, height, width);
        return (logits, batch) -> program.compute(logits, batch.create(masks.rewind(), shape, DataType.UINT8));
    }

    /** The loss of a batch where every score is 0, which is about what a network starts with that knows nothing. */
    public double first(ByteBuffer masks, int rows, int height, int width) {
        try (NDManager batch = program.batch()) {
            NDArray scores = batch.zeros(new Shape(rows, program.classes(), height, width));
            return of(masks, rows, height, width).of(scores, batch).getFloat();
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
