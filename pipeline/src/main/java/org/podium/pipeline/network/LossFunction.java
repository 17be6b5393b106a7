package org.podium.pipeline.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What training makes small. */
@FunctionalInterface
public interface LossFunction {
    /**
     * The loss of a batch, computed under autograd.
     *
     * @param logits rows x classes in fp32, or rows x classes x height x width; part of the graph
     * @param batch ends with the batch: for arrays that are needed on the way
     * @return a scalar, part of the graph
     */
    NDArray of(NDArray logits, NDManager batch);
}
