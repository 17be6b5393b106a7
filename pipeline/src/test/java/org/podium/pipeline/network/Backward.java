package org.podium.pipeline.network;

import java.nio.ByteBuffer;

/** A training pass with cross-entropy. */
public final class Backward {
    private Backward() {}

    public static float pass(Network network, ByteBuffer pixels, int size, long[] labels, double smoothing) {
        return pass(network, pixels, size, labels, smoothing, Mode.PLAIN);
    }

    static float pass(Network network, ByteBuffer pixels, int size, long[] labels, double smoothing, Mode mode) {
        try (CrossEntropy loss = new CrossEntropy(network.manager().getDevice())) {
            return network.backward(pixels, labels.length, size, size, mode, loss.against(labels, (float) smoothing));
        }
    }
}
