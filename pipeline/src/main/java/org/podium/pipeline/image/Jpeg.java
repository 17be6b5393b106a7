package org.podium.pipeline.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.podium.augment.ImageSize;

/** The markers of a JPEG file (ITU-T T.81, annex B). Bytes between segments are skipped, as decoders do. */
final class Jpeg {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int APPLICATION_1 = 0xE1;

    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    /** Orientations from 5 to 8 exchange rows and columns (EXIF 2.32, 4.6.4). */
    private static final int FIRST_TURNED = 5;

    /** Zero bytes in a row that are no damage in the smallest of images. */
    private static final int FEW_ZEROS = 256;

    private Jpeg() {}

    /** @throws IndexOutOfBoundsException if there is no frame header */
    static ImageHeader header(byte[] b) {
        int frame = frame(b);
        int channels = b[frame + 8];
        int bits = b[frame + 3];
        return switch (channels) {
            case 1, 3 -> ImageHeader.plain("jpeg", channels, bits);
            case 4 -> ImageHeader.cmyk("jpeg", bits);
            default -> ImageHeader.unknown("jpeg");
        };
    }

    /** Width and height as a viewer shows the image, EXIF orientation applied; empty if this is no JPEG or not told. */
    static Optional<ImageSize> size(byte[] b) {
        boolean jpeg = b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8;
        int frame = jpeg ? frame(b) : b.length;
        if (frame + 8 >= b.length) {
            return Optional.empty();
        }
        int height = number(b, frame + 4);
        int width = number(b, frame + 6);
        if (width == 0 || height == 0) {
            return Optional.empty();
        }
        return Optional.of(isTurned(b, frame) ? new ImageSize(height, width) : new ImageSize(width, height));
    }

    /** Whether the orientation in the EXIF segment exchanges rows and columns. */
    private static boolean isTurned(byte[] b, int frame) {
        for (int at = marker(b, 2); at < frame; at = next(b, at)) {
            if ((b[at] & 0xFF) == APPLICATION_1 && at + EXIF.length + 3 < frame && isExif(b, at + 3)) {
                int tiff = at + 3 + EXIF.length;
                return orientation(ByteBuffer.wrap(b, tiff, frame - tiff).slice()) >= FIRST_TURNED;
            }
        }
        return false;
    }

    private static int orientation(ByteBuffer tiff) {
        try {
            return Tiff.orientation(tiff);
        } catch (IndexOutOfBoundsException e) {
            return 1; // a directory cut short
        }
    }

    private static boolean isExif(byte[] b, int at) {
        return Arrays.equals(b, at, at + EXIF.length, EXIF, 0, EXIF.length);
    }

    /**
     * What is wrong with the file that OpenCV does not say: it fills what is missing with grey.
     *
     * <p>The end marker is looked for behind the start of the first scan only, since the thumbnail in the header has one
     * of its own; inside a scan the two bytes cannot occur otherwise.
     */
    static Optional<String> damage(byte[] b) {
        int scan = marker(b, 2);
        while (scan < b.length && (b[scan] & 0xFF) != START_OF_SCAN) {
            scan = next(b, scan);
        }
        int end = scan;
        while (end < b.length && (b[end - 1] != (byte) 0xFF || (b[end] & 0xFF) != END)) {
            end++;
        }
        if (end >= b.length) {
            return Optional.of("the image is truncated");
        }
        int zeros = longestZeros(b, scan, end);
        return zeros <= mostZeros(b)
                ? Optional.empty()
                : Optional.of("the image is damaged: " + zeros + " bytes of its pixels in a row are zero");
    }

    /**
     * Zeros that an image in one colour may have: with a code of its own each block of 8 × 8 takes two bits or little more,
     * all of them zero; half a byte is allowed for.
     */
    private static int mostZeros(byte[] b) {
        int frame = frame(b);
        if (frame + 8 >= b.length) {
            return Integer.MAX_VALUE;
        }
        long blocks = (long) ((number(b, frame + 4) + 7) / 8) * ((number(b, frame + 6) + 7) / 8) * b[frame + 8];
        return (int) Math.max(FEW_ZEROS, Math.min(Integer.MAX_VALUE, blocks / 2));
    }

    private static int longestZeros(byte[] b, int from, int to) {
        int longest = 0;
        int run = 0;
        for (int i = from; i < to; i++) {
            run = b[i] == 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /** Where the code of the frame header is, the first of the markers C0 to CF but for tables (C4, CC) and C8. */
    private static int frame(byte[] b) {
        int at = marker(b, 2);
        while (at < b.length) {
            int code = b[at] & 0xFF;
            if (code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC) {
                return at;
            }
            at = next(b, at);
        }
        return at;
    }

    /** Behind the segment whose code is at a place, the place of the next one's code; the length of the file if none. */
    private static int next(byte[] b, int code) {
        return code + 2 < b.length ? marker(b, code + 1 + Math.max(2, number(b, code + 1))) : b.length;
    }

    /** Where the first code of a marker at or behind a place is: a byte behind FF that is neither FF nor 0. */
    private static int marker(byte[] b, int from) {
        for (int i = from + 1; i < b.length; i++) {
            if (b[i - 1] == (byte) 0xFF && b[i] != (byte) 0xFF && b[i] != 0) {
                return i;
            }
        }
        return b.length;
    }

    private static int number(byte[] b, int at) {
        return (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
    }
}
