package org.podium.pipeline.synthetic;

/** Value noise: random values on the integer lattice, smoothly interpolated. Defined on the whole plane, in [0, 1]. */
record Noise(long seed) {

    double at(double x, double y) {
        long left = (long) Math.floor(x);
        long top = (long) Math.floor(y);
        double fx = smooth(x - left);
        double fy = smooth(y - top);
        double above = mix(lattice(left, top), lattice(left + 1, top), fx);
        double below = mix(lattice(left, top + 1), lattice(left + 1, top + 1), fx);
        return mix(above, below, fy);
    }

    /** Sum of octaves, each of twice the frequency and half the height of the one before. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double height = 1;
        double total = 0;
        for (int octave = 0; octave < octaves; octave++) {
            // The shift keeps the lattices of the octaves from coinciding at the origin.
            sum += height * at(x + 17.3 * octave, y - 9.1 * octave);
            total += height;
            height /= 2;
            x *= 2;
            y *= 2;
        }
        return sum / total;
    }

    /** 0 below low, 1 above high, an s-shaped rise between them. */
    static double step(double low, double high, double value) {
        return smooth(Math.min(1, Math.max(0, (value - low) / (high - low))));
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }

    private double lattice(long x, long y) {
        long hash = seed ^ x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return (hash >>> 11) * 0x1p-53;
    }
}
