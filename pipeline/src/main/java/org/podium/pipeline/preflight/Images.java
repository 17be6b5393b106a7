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
 * @param labels class of each row; of rows with masks that by which sampling balances
 * @param masks class of each pixel, {@link org.podium.pipeline.image.MaskCoding#IGNORED} where none counts: uint8, rows x size
 *     x size, in a direct buffer; empty for rows without masks
 */
record Images(ByteBuffer pixels, int size, long[] labels, ByteBuffer masks) {
    /** Without masks. */
    Images(ByteBuffer pixels, int size, long[] labels) {
        this(pixels, size, labels, ByteBuffer.allocateDirect(0));
    }

    boolean masked() {
        return masks.capacity() > 0;
    }

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
                        Arrays.copyOfRange(labels, part * rows, (part + 1) * rows),
                        masks.slice(part * rows * maskLength(), rows * maskLength())))
                .toList();
    }

    /** So many rows: these, over and over. */
    Images repeated(int rows) {
        return new Images(
                repeated(pixels, length(), rows),
                size,
                IntStream.range(0, rows).mapToLong(row -> labels[row % rows()]).toArray(),
                repeated(masks, maskLength(), rows));
    }

    private ByteBuffer repeated(ByteBuffer from, int length, int rows) {
        ByteBuffer all = ByteBuffer.allocateDirect(Math.multiplyExact(rows, length));
        for (int row = 0; row < rows; row++) {
            all.put(from.slice(row % rows() * length, length));
        }
        return all.flip();
    }

    /** Bytes of one mask; 0 without masks. */
    private int maskLength() {
        return masked() ? size * size : 0;
    }

    /** A copy of one image. */
    byte[] image(int row) {
        byte[] bytes = new byte[length()];
        pixels.get(row * length(), bytes);
        return bytes;
    }

    /** A copy of one mask. */
    byte[] mask(int row) {
        byte[] bytes = new byte[maskLength()];
        masks.get(row * bytes.length, bytes);
        return bytes;
    }
}
