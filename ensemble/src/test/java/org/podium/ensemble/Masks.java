package org.podium.ensemble;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Masks for tests. */
final class Masks {
    private Masks() {}

    /** Two hexadecimal digits a pixel. */
    static byte[] of(String hexadecimal) {
        return HexFormat.of().parseHex(hexadecimal);
    }

    /** Rows of digits, each a class. */
    static byte[] drawn(String... rows) {
        String all = String.join("", rows);
        byte[] mask = new byte[all.length()];
        for (int pixel = 0; pixel < mask.length; pixel++) {
            mask[pixel] = (byte) Character.digit(all.charAt(pixel), 10);
        }
        return mask;
    }

    /** Every pixel for itself. */
    static byte[] noise(int pixels, int classes, long seed) {
        byte[] mask = new byte[pixels];
        SplittableRandom random = new SplittableRandom(seed);
        for (int pixel = 0; pixel < pixels; pixel++) {
            mask[pixel] = (byte) random.nextInt(classes);
        }
        return mask;
    }

    static OptionalInt background(Integer index) {
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
