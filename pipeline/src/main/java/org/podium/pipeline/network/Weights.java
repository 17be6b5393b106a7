package org.podium.pipeline.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights on their way to a device and back. Four-dimensional ones, kernels, lie there in channels-last order, which is
 * what convolutions are fastest in.
 */
final class Weights {
    private Weights() {}

    static NDArray upload(NDManager manager, Tensor tensor) {
        long[] s = tensor.shape();
        if (s.length != 4) {
            return manager.create(tensor.values(), new Shape(s));
        }
        float[] turned = channelsLast(tensor.values(), s, true);
        NDArray stored = manager.create(turned, new Shape(s[0], s[2], s[3], s[1]));
        return stored.transpose(0, 3, 1, 2);
    }

    static Tensor download(NDArray array) {
        long[] s = array.getShape().getShape();
        if (s.length != 4) {
            return new Tensor(s, array.toFloatArray());
        }
        try (NDArray stored = array.transpose(0, 2, 3, 1)) {
            return new Tensor(s, channelsLast(stored.toFloatArray(), s, false));
        }
    }

    static Map<String, Tensor> download(Map<String, NDArray> arrays) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> tensors.put(name, download(array)));
        return tensors;
    }

    /**
     * Kernels from (out, in, area) order to (out, area, in) or back.
     *
     * @param shape out, in, height, width
     */
    private static float[] channelsLast(float[] values, long[] shape, boolean forth) {
        int in = (int) shape[1];
        int area = (int) (shape[2] * shape[3]);
        float[] turned = new float[values.length];
        for (int base = 0; base < values.length; base += in * area) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < area; j++) {
                    int first = base + i * area + j;
                    int last = base + j * in + i;
                    if (forth) {
                        turned[last] = values[first];
                    } else {
                        turned[first] = values[last];
                    }
                }
            }
        }
        return turned;
    }
}
