package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Blurs along a line, as a moving camera does: albumentations' {@code MotionBlur}.
 *
 * @param blurLimit side of the square that the line is drawn into, in pixels, 3 or more; even ones are left out
 * @param allowShifted whether the line may lie beside the middle, by up to a quarter of the square along either axis, which also
 *     moves the image
 * @param angleRange the line's direction in degrees, 0 to 360: 0 is level, 90 downwards
 * @param directionRange how far the line goes to either side of the middle, -1 to 1: -1 backwards only, 0 to both alike,
 *     1 forwards only
 */
public record MotionBlur(IntRange blurLimit, boolean allowShifted, Range angleRange, Range directionRange)
        implements Photometric {
    public static final MotionBlur DEFAULTS =
            new MotionBlur(new IntRange(3, 7), true, new Range(0, 360), new Range(-1, 1));

    public MotionBlur {
        Check.that(
                blurLimit.within(3, Smear.LONGEST) && (blurLimit.low() | 1) <= blurLimit.high(),
                "MotionBlur: blur limit is from 3 to %d, an odd number among them, got %s",
                Smear.LONGEST,
                blurLimit);
        Check.that(angleRange.within(0, 360), "MotionBlur: angle range is from 0 to 360 degrees, got %s", angleRange);
        Check.that(directionRange.within(-1, 1), "MotionBlur: direction range is from -1 to 1, got %s", directionRange);
    }

    @Override
    public Smear draw(Sample sample, RandomGenerator random) {
        int first = blurLimit.low() | 1;
        int size = first + 2 * new IntRange(0, (blurLimit.high() - first) / 2).uniform(random);
        double angle = angleRange.uniform(random);
        double direction = directionRange.uniform(random);
        if (!allowShifted) {
            return new Smear(size, angle, direction, 0, 0);
        }
        double reach = size / 2 / 2.0;
        Range shift = new Range(-reach, reach);
        return new Smear(size, angle, direction, shift.uniform(random), shift.uniform(random));
    }
}
