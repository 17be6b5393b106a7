package org.podium.pipeline.preflight;

import java.nio.ByteBuffer;

/**
 * Some rows' images, ready for a network.
 *
 * @param pixels uint8, rows x size x size x RGB, in a direct buffer
 * @param size height and width of every image
 * @param labels class of each row
 */
record Images(ByteBuffer pixels, int size, long[] labels) {
    int rows() {
        return labels.length;
    }

    /** Bytes of one image. */
    int length() {
        return 3 * size * size;
    }

    /** A copy of one image. */
    byte[] image(int row) {
        byte[] bytes = new byte[length()];
        pixels.get(row * length(), bytes);
        return bytes;
    }
}
