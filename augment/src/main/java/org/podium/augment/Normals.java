package org.podium.augment;

/**
 * Normally distributed whole numbers, four from each 64 random bits: a table holds the quantiles of the normal
 * distribution in 65,536 steps, which reach to 4.3 standard deviations. The bits are SplitMix64's (Steele, Lea and Flood,
 * "Fast Splittable Pseudorandom Number Generators", 2014).
 */
final class Normals {
    private static final long STEP = 0x9e3779b97f4a7c15L;
    private static final int BITS = 16;
    /** Quantiles are in units of 2⁻¹² standard deviations, so that each fits into 16 bits. */
    private static final int UNIT = 12;

    private static final short[] QUANTILES = quantiles();

    private final long factor;
    private final long offset;
    private long state;

    /** Both in units of what comes out; at most 255. */
    Normals(long seed, double deviation, double mean) {
        state = seed;
        factor = Math.round(deviation * (1 << UNIT));
        // Half a unit more, since shifting cuts off.
        offset = Math.round((mean + 0.5) * (1L << 2 * UNIT));
    }

    /** Fills with the next numbers. A last group of less than four uses as many bits as a whole one. */
    void fill(int[] numbers) {
        int i = 0;
        for (; i + 4 <= numbers.length; i += 4) {
            long bits = next();
            numbers[i] = number(bits);
            numbers[i + 1] = number(bits >>> BITS);
            numbers[i + 2] = number(bits >>> 2 * BITS);
            numbers[i + 3] = number(bits >>> 3 * BITS);
        }
        long bits = i < numbers.length ? next() : 0;
        for (; i < numbers.length; i++) {
            numbers[i] = number(bits);
            bits >>>= BITS;
        }
    }

    private int number(long bits) {
        return (int) (QUANTILES[(int) bits & 0xffff] * factor + offset >> 2 * UNIT);
    }

    private long next() {
        state += STEP;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static short[] quantiles() {
        int half = 1 << BITS - 1;
        short[] quantiles = new short[2 * half];
        for (int i = 0; i < half; i++) {
            short quantile = (short) Math.round(quantile((i + 0.5) / (2 * half)) * (1 << UNIT));
            quantiles[i] = quantile;
            quantiles[2 * half - 1 - i] = (short) -quantile;
        }
        return quantiles;
    }

    /**
     * Below what number a share of the normal distribution lies: the rational approximation 26.2.23 of Abramowitz and
     * Stegun, Handbook of Mathematical Functions (1964), off by less than 4.5e-4.
     *
     * @param share above 0, at most a half
     */
    private static double quantile(double share) {
        double t = StrictMath.sqrt(-2 * StrictMath.log(share));
        return (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
    }
}
