package org.podium.pipeline.train;

import java.nio.ByteBuffer;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;

/**
 * One update of a network's weights: gradients of one batch or several, clipping by their global norm, the optimizer's
 * step. Keeps the optimizer's state.
 */
public final class TrainingStep implements AutoCloseable {
    private final Network network;
    private final double dropout;
    private final double clipNorm;
    private final Groups groups;
    private final Optimizer optimizer;
    private int frozenStages;
    private double loss;

    /** @param model says which optimizer, with what decay, rates by layer, clipping and dropout */
    public TrainingStep(Network network, Recipe.Model model) {
        this.network = network;
        this.dropout = model.dropout();
        this.clipNorm = model.clipNorm().orElse(Double.POSITIVE_INFINITY);
        this.groups = new Groups(model.decay(), model.layerDecay(), model.headLrFactor());
        this.optimizer = new Optimizer(network.manager(), model.optimizer());
        freeze(0);
    }

    /** From the next update on, that many stages stay as they are, counted from the input. */
    public void freeze(int stages) {
        optimizer.train(groups.of(network.architecture(), stages), network.trained());
        frozenStages = stages;
    }

    /**
     * Adds the gradient of a batch.
     *
     * @param pixels rows x height x width x 3 bytes
     * @param dropoutSeed decides what dropout zeroes
     */
    public void add(ByteBuffer pixels, int rows, int height, int width, long dropoutSeed, LossFunction function) {
        loss += network.backward(pixels, rows, height, width, new Mode(dropout, frozenStages, dropoutSeed), function);
    }

    /**
     * @param loss sum over the batches since the last update
     * @param norm L2 norm of the gradient, before clipping
     */
    public record Result(double loss, double norm) {
        /** Whether the update was made. */
        public boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }

    /**
     * Updates the weights by the gradients added since the last time, unless these or the loss are NaN or infinite: then
     * the weights stay as they are, and no further update can be made.
     */
    public Result update(double lr) {
        Result result = new Result(loss, optimizer.clip(clipNorm));
        if (result.finite()) {
            optimizer.step(lr);
            loss = 0;
        }
        return result;
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
