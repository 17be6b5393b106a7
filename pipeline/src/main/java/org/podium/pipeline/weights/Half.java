package org.podium.pipeline.weights;

/** IEEE 754 binary16, the 16-bit number that weights are shipped in. */
final class Half {
    private static final int INFINITY = 0x7c00;
    private static final int NOT_A_NUMBER = 0x7e00;

    private Half() {}

    /** Exactly the same number in fp32. */
    static float toFloat(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> (1024 + fraction) * (float) Math.scalb(1.0, exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    /**
     * The nearest binary16 number, of two as near the one with an even last bit. Infinities and NaN stay what they are.
     *
     * @throws ArithmeticException when a finite number is nearer to what would follow the largest one, 65504
     */
    static short of(float value) {
        int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
        if (Float.isNaN(value)) {
            return (short) (sign | NOT_A_NUMBER);
        }
        if (Float.isInfinite(value)) {
            return (short) (sign | INFINITY);
        }
        double magnitude = Math.abs((double) value);
        // Below 2^-14 the steps are 2^-24 wide; above, a power of two has 1024 of them. A carry runs into the exponent.
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        int steps = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
        int bits = (exponent + 14 << 10) + steps;
        if (bits >= INFINITY) {
            throw new ArithmeticException(value + " is too large for F16, whose largest number is 65504");
        }
        return (short) (sign | bits);
    }
}
