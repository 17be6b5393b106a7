package org.podium.pipeline.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the shapes of a network's tensors, layer by layer, under torch's names. */
final class Layers {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    /** A convolution without offset; {@code in} is 1 for a depthwise one. */
    void convolution(String name, int out, int in, int kernel) {
        shapes.put(name + ".weight", new long[] {out, in, kernel, kernel});
    }

    /** A normalisation by batches: scale, offset and running statistics. */
    void norm(String name, int channels) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            shapes.put(name + "." + part, new long[] {channels});
        }
    }

    void linear(String name, int out, int in) {
        shapes.put(name + ".weight", new long[] {out, in});
        bias(name, out);
    }

    void bias(String name, int out) {
        shapes.put(name + ".bias", new long[] {out});
    }

    Map<String, long[]> shapes() {
        return shapes;
    }

    /** Channels of a network of another width: a multiple of 8, at least 8. */
    static int scaled(int channels, double width) {
        return Math.max(8, (int) Math.round(channels * width / 8) * 8);
    }

    static void check(double width, int classes) {
        if (!(width > 0 && width <= 8)) {
            throw new IllegalArgumentException("width is " + width + ", expected a number above 0 and at most 8");
        }
        if (classes < 1) {
            throw new IllegalArgumentException("a network needs at least one class, not " + classes);
        }
    }
}
