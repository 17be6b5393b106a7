package org.podium.pipeline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first directory of a TIFF file (TIFF 6.0, section 2). */
final class Tiff {
    private static final int BITS_PER_SAMPLE = 258;
    private static final int PHOTOMETRIC = 262;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES_PER_PIXEL = 277;

    private static final int PALETTE = 3;
    private static final int SEPARATED = 5;

    private Tiff() {}

    /** @throws IndexOutOfBoundsException if the directory lies behind the end of the file */
    static ImageHeader header(ByteBuffer in) {
        in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        int entries = in.getShort(directory) & 0xFFFF;
        int bits = 1;
        int photometric = 1;
        int samples = 1;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            int value = in.getShort(entry + 8) & 0xFFFF;
            switch (in.getShort(entry) & 0xFFFF) {
                // More than two of them do not fit into the entry and lie elsewhere.
                case BITS_PER_SAMPLE ->
                    bits = in.getShort(in.getInt(entry + 4) > 2 ? in.getInt(entry + 8) : entry + 8) & 0xFFFF;
                case PHOTOMETRIC -> photometric = value;
                case SAMPLES_PER_PIXEL -> samples = value;
                default -> {}
            }
        }
        if (photometric == PALETTE) {
            return ImageHeader.palette("tiff", bits);
        }
        if (photometric == SEPARATED) {
            return ImageHeader.cmyk("tiff", bits);
        }
        return samples >= 1 && samples <= 4 ? ImageHeader.plain("tiff", samples, bits) : ImageHeader.unknown("tiff");
    }

    /** Where the first row and column of the stored image are in the scene, 1 to 8 (tag 274); 1 if it is not told. */
    static int orientation(ByteBuffer in) {
        try {
            in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = in.getInt(4);
            int entries = in.getShort(directory) & 0xFFFF;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if (in.getShort(entry) == ORIENTATION) {
                    return in.getShort(entry + 8);
                }
            }
            return 1;
        } catch (IndexOutOfBoundsException e) {
            return 1;
        }
    }
}
