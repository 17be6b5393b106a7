package org.podium.pipeline.network;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/** Mean cross-entropy between softmax and a class. */
public final class CrossEntropy implements AutoCloseable {
    private final Program program;

    /** @param device where the logits are */
    public CrossEntropy(Device device) {
        program = Program.load(device, "loss");
    }

    /**
     * The loss of one batch; ends when this is closed.
     *
     * @param labels class of each row
     * @param smoothing share of the target that is spread over all classes, 0 to 1
     */
    public LossFunction against(long[] labels, float smoothing) {
        return (logits, batch) -> program.record(
                        "cross_entropy",
                        new NDList(
                                logits,
                                batch.create(labels),
                                batch.ones(new Shape(logits.getShape().get(1))),
                                batch.create(smoothing)))
                .singletonOrThrow();
    }

    @Override
    public void close() {
        program.close();
    }
}
