package org.podium.pipeline.train;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.network.Tensor;

/**
 * What training gives.
 *
 * @param history every epoch, in order
 * @param best the epoch whose weights are kept
 * @param weights these weights
 */
public record Fit(List<Epoch> history, Epoch best, Map<String, Tensor> weights) {
    /** Hears of a fit under way. */
    @FunctionalInterface
    public interface Keeper {
        /** @param soFar as if training ended with this epoch */
        void keep(Fit soFar) throws IOException;
    }
}
