package org.podium.pipeline.train;

import java.nio.ByteBuffer;
import org.podium.pipeline.network.CrossEntropy;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;

/** One step of training: gradient of a batch, clipping by its global norm, AdamW. Keeps the optimizer's state. */
public final class TrainingStep implements AutoCloseable {
    private final Network network;
    private final double weightDecay;
    private final double clipNorm;
    private final CrossEntropy crossEntropy;
    private AdamW optimizer;

    /**
     * @param weightDecay of kernels and linear maps
     * @param clipNorm most that the gradient's L2 norm may be; infinity for no clipping
     */
    public TrainingStep(Network network, double weightDecay, double clipNorm) {
        this.network = network;
        this.weightDecay = weightDecay;
        this.clipNorm = clipNorm;
        this.crossEntropy = new CrossEntropy(network.manager().getDevice());
    }

    /**
     * @param loss mean cross-entropy of the batch, before the step
     * @param norm L2 norm of the gradient, before clipping
     */
    public record Result(double loss, double norm) {
        /** Whether the step was taken. */
        public boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }

    /**
     * Takes a step, unless the loss or the gradient is NaN or infinite: then the weights stay as they are.
     *
     * @param pixels rows x height x width x 3 bytes
     * @param labels class of each row
     * @param smoothing label smoothing, 0 to 1
     * @param lr learning rate
     */
    public Result take(ByteBuffer pixels, int height, int width, long[] labels, float smoothing, double lr) {
        double loss = network.backward(
                pixels, labels.length, height, width, Mode.PLAIN, crossEntropy.against(labels, smoothing));
        if (optimizer == null) {
            // Gradients exist from the first backward pass on, and stay where they are.
            optimizer = new AdamW(network, weightDecay);
        }
        Result result = new Result(loss, optimizer.clip(clipNorm));
        if (result.finite()) {
            optimizer.step(lr);
        }
        return result;
    }

    @Override
    public void close() {
        if (optimizer != null) {
            optimizer.close();
        }
        crossEntropy.close();
    }
}
