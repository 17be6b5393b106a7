package org.podium.folds;

/**
 * A 64-bit hash of a text or number under a seed. It puts content into an order that looks random, changes with the seed
 * and is the same on every machine and JVM.
 */
final class KeyedHash {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private KeyedHash() {}

    static long of(long seed, String text) {
        long hash = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < text.length(); i++) {
            hash = mix((hash ^ text.charAt(i)) + GOLDEN_GAMMA);
        }
        return hash;
    }

    static long of(long seed, long number) {
        // Seed and number must not be exchangeable: else equal ones would meet in the same hash, whatever they are.
        return mix(mix(seed + GOLDEN_GAMMA) + GOLDEN_GAMMA + number);
    }

    /** A number from 0 to {@code bound - 1}. */
    static int below(int bound, long seed, String text) {
        return (int) Long.remainderUnsigned(of(seed, text), bound);
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's "Mix13" constants): a bijection in which
    // every input bit flips every output bit with probability near one half.
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
