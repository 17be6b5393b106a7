package org.podium.pipeline.network;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** The numbers of {@code golden/network/formula.py}: weights and images that nobody has to store. */
public final class Formula {
    private Formula() {}

    /** Element {@code i} of the sequence of that name, in [0, 1). */
    private static double uniform(int sequence, int i) {
        int x = i * 0x9E3779B9 + sequence;
        x = (x ^ x >>> 16) * 0x85EBCA6B;
        x = (x ^ x >>> 13) * 0xC2B2AE35;
        return ((x ^ x >>> 16) >>> 8) * 0x1p-24;
    }

    private static int sequence(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** Every tensor of a network. */
    public static Map<String, Tensor> weights(Architecture network) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        network.shapes().forEach((name, shape) -> weights.put(name, weight(name, shape)));
        return weights;
    }

    private static Tensor weight(String name, long[] shape) {
        Tensor tensor = Tensor.filled(0, shape);
        int sequence = sequence(name);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (float) weight(name, shape, uniform(sequence, i));
        }
        return tensor;
    }

    private static double weight(String name, long[] shape, double u) {
        if (shape.length == 4) {
            return (2 * u - 1) * Math.sqrt(6.0 / (shape[1] * shape[2] * shape[3]));
        }
        if (shape.length == 2) {
            return (2 * u - 1) / Math.sqrt(shape[1]);
        }
        if (name.endsWith(".bn3.weight")) {
            return 0.1 * (0.5 + u);
        }
        return name.endsWith(".weight") || name.endsWith(".running_var") ? 0.5 + u : 0.4 * (u - 0.5);
    }

    /** A batch of noise: rows x size x size x RGB, in a direct buffer. */
    public static ByteBuffer images(String name, int rows, int size) {
        return images(name, rows, size, size);
    }

    /** A batch of noise: rows x height x width x RGB, in a direct buffer. */
    public static ByteBuffer images(String name, int rows, int height, int width) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(rows * height * width * 3);
        int sequence = sequence(name);
        for (int i = 0; i < pixels.capacity(); i++) {
            pixels.put(i, (byte) (int) (256 * uniform(sequence, i)));
        }
        return pixels;
    }

    /** Classes of pixels, and 255 about as often as one of them. */
    public static ByteBuffer masks(String name, int pixels, int classes) {
        ByteBuffer masks = ByteBuffer.allocateDirect(pixels);
        int sequence = sequence(name);
        for (int i = 0; i < pixels; i++) {
            int drawn = (int) ((classes + 1) * uniform(sequence, i));
            masks.put(i, (byte) (drawn == classes ? 255 : drawn));
        }
        return masks;
    }

    /** Classes 0, 1, 2 and so on, around and around. */
    public static long[] labels(int rows, int classes) {
        long[] labels = new long[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = i % classes;
        }
        return labels;
    }
}
