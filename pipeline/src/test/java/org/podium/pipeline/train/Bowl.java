package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Three tensors and a quadratic loss, as {@code golden/train/make_goldens.py} has them. */
final class Bowl implements AutoCloseable {
    static final List<String> NAMES = List.of("kernel", "linear", "bias");
    private static final List<Shape> SHAPES = List.of(new Shape(4, 3, 3, 2), new Shape(5, 7), new Shape(6));

    final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    final Map<String, NDArray> weights = new LinkedHashMap<>();

    Bowl() {
        for (int k = 0; k < NAMES.size(); k++) {
            NDArray weight = uniform(k, SHAPES.get(k));
            weights.put(NAMES.get(k), k == 0 ? channelsLast(weight) : weight);
        }
        NAMES.forEach(name -> train(name, true));
    }

    /** The same numbers, in the order of memory that a network's kernels lie in. */
    private NDArray channelsLast(NDArray kernel) {
        NDArray turned = kernel.transpose(0, 2, 3, 1);
        return manager.create(turned.toFloatArray(), turned.getShape()).transpose(0, 3, 1, 2);
    }

    private NDArray uniform(int sequence, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((i * 37 + sequence * 101 + i * i * sequence) % 257 / 257.0 - 0.5);
        }
        return manager.create(values, shape);
    }

    void train(String name, boolean on) {
        weights.get(name).setRequiresGradient(on);
    }

    /** Adds the gradient of that step's loss. */
    void backward(int step) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray loss = manager.create(0f);
            for (int k = 0; k < NAMES.size(); k++) {
                NDArray target = uniform(10 + step % 3 + k, SHAPES.get(k));
                NDArray off = weights.get(NAMES.get(k)).sub(target);
                loss = loss.add(off.square().sum().mul(0.5 + k));
            }
            collector.backward(loss);
        }
    }

    /** In row-major order. */
    float[] values(String name) {
        return weights.get(name).toFloatArray();
    }

    @Override
    public void close() {
        manager.close();
    }
}
