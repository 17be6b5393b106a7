package org.podium.pipeline.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of an image file say of its pixels, before anything is decoded.
 *
 * @param format {@code jpeg}, {@code png}, {@code gif}, {@code bmp}, {@code webp}, {@code tiff}, or {@code other}
 * @param channels numbers a pixel has in the file: 1 for grey and for a palette, 4 with an alpha channel; 0 if unknown
 * @param mode {@code grey}, {@code grey-alpha}, {@code rgb}, {@code rgba}, {@code palette}, {@code cmyk}, with {@code 16}
 *     behind it where a number has 16 bits; {@code unknown} where the header was not understood
 * @param bitDepth bits of one such number; 0 if unknown
 */
record ImageHeader(String format, int channels, String mode, int bitDepth) {
    private static final String[] BY_CHANNELS = {"unknown", "grey", "grey-alpha", "rgb", "rgba"};

    /** More bits than any format has. */
    private static final int MOST_BITS = 64;

    static ImageHeader of(byte[] bytes) {
        ImageHeader header = parsed(bytes);
        boolean possible = header.bitDepth >= 1 && header.bitDepth <= MOST_BITS;
        return possible ? header : unknown(header.format);
    }

    private static ImageHeader parsed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        String format = format(bytes);
        try {
            return switch (format) {
                case "jpeg" -> Jpeg.header(bytes);
                case "png" -> png(in);
                case "gif" -> palette(format, (in.get(10) & 7) + 1);
                case "bmp" -> bmp(in.order(ByteOrder.LITTLE_ENDIAN));
                case "webp" -> webp(in, ascii(bytes, 12, 4));
                case "tiff" -> Tiff.header(in);
                default -> unknown(format);
            };
        } catch (IndexOutOfBoundsException e) {
            // A header that ends too early: whether the image decodes is for the decoder to say.
            return unknown(format);
        }
    }

    static ImageHeader plain(String format, int channels, int bitDepth) {
        return new ImageHeader(format, channels, BY_CHANNELS[channels] + (bitDepth == 16 ? "16" : ""), bitDepth);
    }

    static ImageHeader palette(String format, int bitDepth) {
        return new ImageHeader(format, 1, "palette", bitDepth);
    }

    static ImageHeader cmyk(String format, int bitDepth) {
        return new ImageHeader(format, 4, "cmyk" + (bitDepth == 16 ? "16" : ""), bitDepth);
    }

    static ImageHeader unknown(String format) {
        return new ImageHeader(format, 0, "unknown", 0);
    }

    private static String format(byte[] b) {
        String start = ascii(b, 0, 4);
        if (start.startsWith("\u00FF\u00D8")) {
            return "jpeg";
        }
        if (start.equals("\u0089PNG")) {
            return "png";
        }
        if (start.equals("GIF8")) {
            return "gif";
        }
        if (start.startsWith("BM")) {
            return "bmp";
        }
        if (start.equals("RIFF") && ascii(b, 8, 4).equals("WEBP")) {
            return "webp";
        }
        return start.equals("II*\0") || start.equals("MM\0*") ? "tiff" : "other";
    }

    private static String ascii(byte[] b, int from, int length) {
        return b.length < from + length ? "" : new String(b, from, length, StandardCharsets.ISO_8859_1);
    }

    private static ImageHeader png(ByteBuffer in) {
        int bits = in.get(24);
        return switch (in.get(25)) {
            case 0 -> plain("png", 1, bits);
            case 2 -> plain("png", 3, bits);
            case 3 -> palette("png", bits);
            case 4 -> plain("png", 2, bits);
            case 6 -> plain("png", 4, bits);
            default -> unknown("png");
        };
    }

    private static ImageHeader bmp(ByteBuffer in) {
        boolean old = in.getInt(14) == 12;
        int bits = in.getShort(old ? 24 : 28);
        if (bits <= 8) {
            return palette("bmp", bits);
        }
        return bits == 32 ? plain("bmp", 4, 8) : plain("bmp", 3, bits == 16 ? 5 : 8);
    }

    /** Lossy files have no alpha channel, lossless and extended ones say so in a bit. */
    private static ImageHeader webp(ByteBuffer in, String chunk) {
        boolean alpha =
                switch (chunk) {
                    case "VP8L" -> (in.get(24) & 0x10) != 0;
                    case "VP8X" -> (in.get(20) & 0x10) != 0;
                    default -> false;
                };
        return plain("webp", alpha ? 4 : 3, 8);
    }
}
