package org.podium.pipeline.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Writes masks as PNG files with a palette: a reader gets the indices, a viewer shows colours. */
final class PalettePng {

    private static final int COLOURS = 256;
    private static final int BITS = 8;

    private PalettePng() {}

    /**
     * @param indices rows of pixels
     * @param width in pixels
     */
    static byte[] encode(byte[] indices, int width) {
        int height = indices.length / width;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette());
        image.getRaster().setDataElements(0, 0, width, height, indices);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return file.toByteArray();
    }

    /** That of Pascal VOC: bits of the index spread over the high bits of red, green and blue. */
    private static IndexColorModel palette() {
        byte[][] channels = new byte[3][COLOURS];
        for (int index = 0; index < COLOURS; index++) {
            for (int bit = 0; bit < BITS; bit++) {
                channels[bit % 3][index] |= (byte) ((index >> bit & 1) << (BITS - 1 - bit / 3));
            }
        }
        return new IndexColorModel(BITS, COLOURS, channels[0], channels[1], channels[2]);
    }
}
