package org.podium.folds;

import java.util.Arrays;

/** Whole numbers from −1 up in one, two or four bytes each, as few as the largest of them allows. */
final class CompactInts {
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;

    private CompactInts(byte[] bytes, short[] shorts, int[] ints) {
        this.bytes = bytes;
        this.shorts = shorts;
        this.ints = ints;
    }

    /** All 0, with room for numbers from −1 to {@code largest}. */
    static CompactInts upTo(int largest, int size) {
        if (largest <= Byte.MAX_VALUE) {
            return new CompactInts(new byte[size], null, null);
        }
        if (largest <= Short.MAX_VALUE) {
            return new CompactInts(null, new short[size], null);
        }
        return new CompactInts(null, null, new int[size]);
    }

    int size() {
        return bytes != null ? bytes.length : shorts != null ? shorts.length : ints.length;
    }

    int get(int index) {
        return bytes != null ? bytes[index] : shorts != null ? shorts[index] : ints[index];
    }

    void set(int index, int value) {
        if (bytes != null) {
            bytes[index] = (byte) value;
        } else if (shorts != null) {
            shorts[index] = (short) value;
        } else {
            ints[index] = value;
        }
    }

    void fill(int value) {
        for (int i = 0; i < size(); i++) {
            set(i, value);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CompactInts that
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(shorts, that.shorts)
                && Arrays.equals(ints, that.ints);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes) + 31 * Arrays.hashCode(shorts) + 961 * Arrays.hashCode(ints);
    }
}
