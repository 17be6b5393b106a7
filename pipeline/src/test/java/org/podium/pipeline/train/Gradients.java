package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.podium.pipeline.network.LossFunction;

/** What a loss and its gradient with respect to the scores are. */
record Gradients(double loss, float[] gradient) {
    static Gradients of(float[][] scores, LossFunction loss) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray logits = manager.create(scores);
            logits.setRequiresGradient(true);
            NDArray value = loss.of(logits, manager);
            collector.backward(value);
            return new Gradients(value.getFloat(), logits.getGradient().toFloatArray());
        }
    }
}
