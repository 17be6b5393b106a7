package org.podium.pipeline.competition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Kaggle's run-length encoding of a mask: pairs of start and length, separated by blanks, of the runs of pixels that
 * belong to it. Pixels are numbered from 1, down the first column, then down the second. Runs are sorted and do not
 * overlap.
 *
 * <p>Arrays of pixels are row-major, one byte a pixel.
 */
public final class Rle {
    /** Columns that are turned together, so that the pixels of a column lie beside each other. */
    private static final int TILE = 64;

    private Rle() {}

    /** Takes a run: its first pixel from 0, in the order of columns, and the number of its pixels. */
    @FunctionalInterface
    interface Run {
        void of(long first, long length);
    }

    /** What a pixel belongs to. */
    @FunctionalInterface
    private interface Pixels {
        /** @param index in the order of rows */
        int at(int index);
    }

    /**
     * The runs of each value that occurs, in the order in which values are met going down the columns.
     *
     * @param mask values, width × height of them
     * @throws IllegalArgumentException if there are more or fewer
     */
    public static Map<Integer, String> encode(byte[] mask, int width, int height) {
        requireSize(mask.length, width, height);
        return encode(index -> mask[index] & 0xFF, width, height);
    }

    /**
     * The runs of one value; an empty text if it does not occur.
     *
     * @throws IllegalArgumentException if the mask has not width × height pixels
     */
    public static String encode(byte[] mask, int width, int height, int value) {
        return encode(mask, width, height).getOrDefault(value, "");
    }

    /** The same for values of 32 bits. */
    static Map<Integer, String> encode(int[] mask, int width, int height) {
        requireSize(mask.length, width, height);
        return encode(index -> mask[index], width, height);
    }

    /**
     * The pixels of a mask: 1 for those that belong to it, else 0.
     *
     * @param text blank for a mask without a pixel
     * @throws IllegalArgumentException if it is no run-length encoding of a mask of that size
     */
    public static byte[] decode(String text, int width, int height) {
        byte[] mask = new byte[Math.multiplyExact(width, height)];
        decode(text, (long) width * height, (first, length) -> {
            for (long pixel = first; pixel < first + length; pixel++) {
                mask[(int) (pixel % height) * width + (int) (pixel / height)] = 1;
            }
        });
        return mask;
    }

    /** Whether it encodes a mask of any size, with a pixel at least. */
    static boolean isValid(String text) {
        try {
            decode(text, Long.MAX_VALUE, (first, length) -> {});
            return !text.isBlank();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Gives the runs, in their order.
     *
     * @param pixels of the image
     * @throws IllegalArgumentException if it is no run-length encoding of that many pixels; runs before the mistake have
     *     been given
     */
    static void decode(String text, long pixels, Run run) {
        Numbers numbers = new Numbers(text);
        long end = 0;
        for (Optional<Long> start = numbers.next(); start.isPresent(); start = numbers.next()) {
            long first = start.get();
            long length = numbers.next()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "start " + first + " has no length, expected pairs of start and length"));
            String what = "run '" + first + " " + length + "'";
            if (first < 1) {
                throw new IllegalArgumentException(what + " begins before pixel 1");
            }
            if (length < 1) {
                throw new IllegalArgumentException(what + " has no pixel, expected a length of at least 1");
            }
            if (first > pixels || length > pixels - first + 1) {
                throw new IllegalArgumentException(what + " ends behind the last of " + pixels + " pixels");
            }
            if (first <= end) {
                throw new IllegalArgumentException(what + " begins at or before pixel " + end
                        + ", where the run before it ends: expected sorted runs that do not overlap");
            }
            run.of(first - 1, length);
            end = first + length - 1;
        }
    }

    private static Map<Integer, String> encode(Pixels pixels, int width, int height) {
        Map<Integer, StringBuilder> texts = new LinkedHashMap<>();
        int[] tile = new int[TILE * height];
        int value = 0;
        long start = 0;
        long at = 0;
        for (int left = 0; left < width; left += TILE) {
            int columns = Math.min(TILE, width - left);
            turn(pixels, width, height, left, columns, tile);
            for (int i = 0; i < columns * height; i++, at++) {
                if (tile[i] != value) {
                    append(texts, value, start, at);
                    value = tile[i];
                    start = at;
                }
            }
        }
        append(texts, value, start, at);
        Map<Integer, String> encoded = new LinkedHashMap<>();
        texts.forEach((key, text) -> encoded.put(key, text.toString()));
        return encoded;
    }

    private static void turn(Pixels pixels, int width, int height, int left, int columns, int[] tile) {
        for (int y = 0; y < height; y++) {
            int row = y * width + left;
            for (int x = 0; x < columns; x++) {
                tile[x * height + y] = pixels.at(row + x);
            }
        }
    }

    private static void append(Map<Integer, StringBuilder> texts, int value, long start, long end) {
        if (end > start) {
            StringBuilder text = texts.computeIfAbsent(value, key -> new StringBuilder());
            text.append(text.isEmpty() ? "" : " ").append(start + 1).append(' ').append(end - start);
        }
    }

    private static void requireSize(int length, int width, int height) {
        if (width < 1 || height < 1 || length != (long) width * height) {
            throw new IllegalArgumentException(length + " pixels, expected " + width + " × " + height);
        }
    }

    /** Reads the whole numbers of a text, without a text for each. */
    private static final class Numbers {
        private final String text;
        private int at;

        Numbers(String text) {
            this.text = text;
        }

        /** Empty at the end of the text. */
        Optional<Long> next() {
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
            int start = at;
            while (at < text.length() && text.charAt(at) > ' ') {
                at++;
            }
            if (start == at) {
                return Optional.empty();
            }
            try {
                return Optional.of(Long.parseLong(text, start, at, 10));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + text.substring(start, at) + "' is no whole number", e);
            }
        }
    }
}
