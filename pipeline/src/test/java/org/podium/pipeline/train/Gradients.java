package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.Function;
import org.podium.pipeline.network.LossFunction;

/** What a loss and its gradient with respect to the scores are. */
record Gradients(double loss, float[] gradient) {
    static Gradients of(float[][] scores, LossFunction loss) {
        return of(manager -> manager.create(scores), loss);
    }

    static Gradients of(float[] scores, Shape shape, LossFunction loss) {
        return of(manager -> manager.create(scores, shape), loss);
    }

    private static Gradients of(Function<NDManager, NDArray> scores, LossFunction loss) {
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray logits = scores.apply(manager);
            logits.setRequiresGradient(true);
            NDArray value = loss.of(logits, manager);
            collector.backward(value);
            return new Gradients(value.getFloat(), logits.getGradient().toFloatArray());
        }
    }
}
