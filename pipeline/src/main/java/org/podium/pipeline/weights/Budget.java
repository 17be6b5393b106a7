package org.podium.pipeline.weights;

import java.io.IOException;

/**
 * How much a file may become in memory. A few bytes can stand for a lot of numbers: a deflated run of zeros, one number
 * seen through strides of zero, many views of one storage. So what is unfolded from a file is held against its size.
 */
final class Budget {
    private static final long TIMES = 16;
    private static final long SMALL = 1L << 24;

    private final long limit;
    private long left;

    /** @param fileSize bytes of the file as it lies on the disk */
    Budget(long fileSize) {
        limit = SMALL + TIMES * fileSize;
        left = limit;
    }

    /** @throws IOException when with these bytes the file has become more than {@code 16 MiB + 16 x} its size */
    void take(long bytes) throws IOException {
        left -= Math.min(bytes, left + 1);
        if (left < 0) {
            throw new IOException("unfolds to more than " + limit + " bytes, too many for a file of its size");
        }
    }
}
