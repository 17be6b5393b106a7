package org.podium.pipeline.weights;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes in a file that need not fit in memory: a storage of numbers. */
interface Bytes {
    /** A multiple of every width of a number, so that no number is cut. */
    int WINDOW = 1 << 20;

    long size();

    /**
     * Hands over a range in order, in buffers of a multiple of 8 bytes but for the last.
     *
     * @throws IOException when the file ends before the range does
     */
    void each(long from, long length, Window window) throws IOException;

    /** Takes one buffer of a range; it is not to be kept. */
    @FunctionalInterface
    interface Window {
        void take(ByteBuffer bytes);
    }
}
