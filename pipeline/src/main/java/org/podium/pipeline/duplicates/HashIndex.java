package org.podium.pipeline.duplicates;

import java.util.function.IntConsumer;

/**
 * Finds all 64-bit hashes within a Hamming distance of a given one without looking at each: multi-index hashing (Norouzi,
 * Punjani, Fleet: Fast Search in Hamming Space with Multi-Index Hashing, CVPR 2012). A hash is cut into four strings of 16
 * bits. Two hashes that differ in at most 4q + a bits, a under 4, agree up to q bits in one of the first a + 1 strings or
 * up to q − 1 bits in one of the others; so only hashes with a string that near are looked at.
 */
final class HashIndex {
    private static final int STRINGS = 4;
    private static final int WIDTH = 16;
    private static final int VALUES = 1 << WIDTH;

    private final long[] hashes;
    /** Per string: where the hashes with a value of it begin in {@link #order}. */
    private final int[][] starts = new int[STRINGS][VALUES + 1];

    private final int[][] order;

    HashIndex(long[] hashes) {
        this.hashes = hashes.clone();
        order = new int[STRINGS][hashes.length];
        for (int s = 0; s < STRINGS; s++) {
            int[] start = starts[s];
            for (long hash : hashes) {
                start[string(hash, s) + 1]++;
            }
            for (int v = 0; v < VALUES; v++) {
                start[v + 1] += start[v];
            }
            int[] next = start.clone();
            for (int i = 0; i < hashes.length; i++) {
                order[s][next[string(hashes[i], s)]++] = i;
            }
        }
    }

    private static int string(long hash, int s) {
        return (int) (hash >>> WIDTH * s) & VALUES - 1;
    }

    /** Tells each index whose hash differs from the given one in at most so many bits, once, in no order. */
    void within(long hash, int bits, IntConsumer found) {
        for (int s = 0; s < STRINGS; s++) {
            int radius = bits / STRINGS - (s <= bits % STRINGS ? 0 : 1);
            if (radius >= 0) {
                around(hash, bits, s, 0, 0, radius, found);
            }
        }
    }

    /** Looks up a string with some bits turned, and with up to {@code left} more of the bits from {@code from} on. */
    private void around(long hash, int bits, int s, int turned, int from, int left, IntConsumer found) {
        int value = string(hash, s) ^ turned;
        for (int k = starts[s][value]; k < starts[s][value + 1]; k++) {
            int i = order[s][k];
            long difference = hash ^ hashes[i];
            if (Long.bitCount(difference) <= bits && firstToFind(difference, bits) == s) {
                found.accept(i);
            }
        }
        if (left > 0) {
            for (int bit = from; bit < WIDTH; bit++) {
                around(hash, bits, s, turned | 1 << bit, bit + 1, left - 1, found);
            }
        }
    }

    /** The first string by which such a difference is found: the one that tells it. */
    private static int firstToFind(long difference, int bits) {
        int s = 0;
        while (Integer.bitCount(string(difference, s)) > bits / STRINGS - (s <= bits % STRINGS ? 0 : 1)) {
            s++;
        }
        return s;
    }
}
