package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.LossFunction;

/**
 * A loss with its smoothing and class weights, made a {@link LossFunction} by each batch's targets.
 *
 * <p>For rows of scores s with class y, C classes, class weights w (1 where there are none) and label smoothing ε:
 *
 * <ul>
 *   <li>cross-entropy: torch's, -w_y log softmax(s)_y, summed over the rows and divided by the sum of their w_y. With
 *       smoothing the target is (1 - ε) on y and ε/C more on every class, weighted as torch does it.
 *   <li>binary cross-entropy: of the sigmoid of every score, mean over rows and classes. The target is 1 on y and 0
 *       elsewhere, smoothed as above. w are positive weights: w_c multiplies the part of class c that asks for 1.
 *   <li>hinge: w_y times the sum over c ≠ y of max(0, 1 + s_c - s_y), mean over rows. The sum is that of Weston and
 *       Watkins 1999; torch's {@code multi_margin_loss} divides it by C.
 *   <li>MSE, L1: (s_c - t_c)² and |s_c - t_c| for the target t, 1 on y and 0 elsewhere, mean over rows and classes.
 * </ul>
 *
 * <p>All but hinge also take targets of any kind, rows x classes, for which cross-entropy's sum is divided by the number of
 * rows, as torch does it.
 */
public final class Loss implements AutoCloseable {
    private final LossChoice choice;
    private final LossProgram program;

    /**
     * @param smoothing share of the target that is spread over all classes, 0 to below 1
     * @param given class weights, one a class; empty: all 1
     * @throws IllegalArgumentException if the loss is of pixels only, or has no smoothing or weights, but they are given
     */
    public Loss(LossChoice choice, double smoothing, Optional<double[]> given, int classes, Device device) {
        if (!choice.ofImages()) {
            throw new IllegalArgumentException(choice + " is a loss of pixels");
        }
        this.choice = choice;
        this.program = new LossProgram("loss", choice, smoothing, given, classes, device);
    }

    /**
     * The loss of a batch.
     *
     * @param labels class of each row
     */
    public LossFunction of(long[] labels) {
        return (logits, batch) -> program.compute(logits, batch.create(labels));
    }

    /**
     * The loss of a batch with targets of any kind: soft, multi-hot or measured.
     *
     * @param targets rows x classes
     * @throws IllegalArgumentException for hinge, which is a loss of classes
     */
    public LossFunction of(float[][] targets) {
        if (choice == LossChoice.HINGE) {
            throw new IllegalArgumentException("hinge takes the class of each row, not targets");
        }
        return (logits, batch) -> program.compute(logits, batch.create(targets));
    }

    /**
     * The loss of a batch where every score is 0, which is about what a network starts with that knows nothing: ln(classes)
     * for cross-entropy, ln 2 for binary cross-entropy, classes - 1 for hinge, times what the weights make of it. The same
     * for a mixed batch.
     *
     * @param labels class of each row
     * @return empty for MSE and L1, whose start depends on how large a new network's scores happen to be
     */
    public OptionalDouble first(long[] labels) {
        if (choice == LossChoice.MSE || choice == LossChoice.L1) {
            return OptionalDouble.empty();
        }
        try (NDManager batch = program.batch()) {
            NDArray scores = batch.zeros(new Shape(labels.length, program.classes()));
            return OptionalDouble.of(of(labels).of(scores, batch).getFloat());
        }
    }

    /**
     * The loss of a batch whose images were mixed: {@code share} of the loss for the rows' own targets and the rest of that
     * for their partners'. For cross-entropy without class weights and for binary cross-entropy that is the loss for the
     * mixed targets, and for MSE it has the same gradient. L1 differs: it asks for the one of the two with the larger
     * share, as it always asks for the median.
     */
    public static LossFunction mixed(LossFunction own, LossFunction partners, double share) {
        return (logits, batch) -> own.of(logits, batch)
                .mul((float) share)
                .add(partners.of(logits, batch).mul((float) (1 - share)));
    }

    /** A multiple of a loss. */
    public static LossFunction scaled(LossFunction loss, double factor) {
        return (logits, batch) -> loss.of(logits, batch).mul((float) factor);
    }

    /**
     * What the loss of each part of a batch has to be scaled by, so that the sum of the parts' losses is the loss of the
     * batch, and the sum of their gradients its gradient: the part's share of what the mean divides by. That is its share
     * of the rows, and for cross-entropy with class weights of their weights. It holds for mixed parts too, whose partners
     * are rows of the same part; it cannot hold where the network's output for a row depends on the rows beside it, as
     * BatchNorm's does.
     *
     * @param parts classes of the rows of each part
     * @return as many as parts, with sum 1
     */
    public double[] shares(List<long[]> parts) {
        return LossProgram.shares(parts.stream().mapToDouble(this::divisor).toArray());
    }

    private double divisor(long[] labels) {
        return choice == LossChoice.CROSS_ENTROPY
                ? Arrays.stream(labels)
                        .mapToDouble(label -> program.weight((int) label))
                        .sum()
                : labels.length;
    }

    @Override
    public void close() {
        program.close();
    }
}
