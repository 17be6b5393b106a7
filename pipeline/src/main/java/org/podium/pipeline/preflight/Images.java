package org.podium.pipeline.preflight;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** The same in parts of so many rows. */
    List<Images> parts(int rows) {
        return IntStream.range(0, rows() / rows)
                .mapToObj(part -> new Images(
                        pixels.slice(part * rows * length(), rows * length()),
                        size,
                        Arrays.copyOfRange(labels, part * rows, (part + 1) * rows)))
                .toList();
    }

    /** So many rows: these, over and over. */
    Images repeated(int rows) {
        ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(rows, length()));
        for (int row = 0; row < rows; row++) {
            all.put(image(row % rows()));
        }
        return new Images(
                all.flip(),
                size,
                IntStream.range(0, rows).mapToLong(row -> labels[row % rows()]).toArray());
    }

    /** A copy of one image. */
    byte[] image(int row) {
        byte[] bytes = new byte[length()];
        pixels.get(row * length(), bytes);
        return bytes;
    }
}
