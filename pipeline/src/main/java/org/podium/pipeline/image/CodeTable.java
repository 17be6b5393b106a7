package org.podium.pipeline.image;

import java.util.Arrays;

/** Finds the class of a code: by its place in an array for numbers, by hashing for colours. */
final class CodeTable {
    /** Instead of an index, where no class has the code. */
    static final int NONE = -1;

    private static final int NUMBERS = 1 << 16;

    /** Four times the most entries there are, so that few collide. */
    private static final int SLOTS = 1 << 10;

    /** Bits of a colour times this are well mixed at the top (Knuth, The Art of Computer Programming 3, 6.4). */
    private static final int GOLDEN = 0x9E3779B1;

    private final boolean hashed;
    private final int[] codes;
    private final short[] indices;

    CodeTable(MaskCoding coding) {
        this.hashed = coding.colors();
        this.codes = new int[hashed ? SLOTS : NUMBERS];
        this.indices = new short[codes.length];
        Arrays.fill(indices, (short) NONE);
        for (int i = 0; i < coding.classes(); i++) {
            put(coding.codes().get(i), i);
        }
        coding.ignored().ifPresent(code -> put(code, MaskCoding.IGNORED));
    }

    private void put(int code, int index) {
        int slot = slot(code);
        codes[slot] = code;
        indices[slot] = (short) index;
    }

    /** Index of the class, {@link MaskCoding#IGNORED} or {@link #NONE}. */
    int indexOf(int code) {
        return code < 0 || !hashed && code >= NUMBERS ? NONE : indices[slot(code)];
    }

    /** Where a code is, or the free place where it would be. */
    private int slot(int code) {
        int slot = hashed ? code * GOLDEN >>> 22 : code;
        while (hashed && indices[slot] != NONE && codes[slot] != code) {
            slot = (slot + 1) % SLOTS;
        }
        return slot;
    }
}
