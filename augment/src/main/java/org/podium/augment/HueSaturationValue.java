package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Shifts hue, saturation and value: albumentations' {@code HueSaturationValue}, its units included. It departs in the
 * arithmetic, which is in floating point here: in 8 bits colours are off by up to 11 grey levels before anything has been
 * shifted.
 *
 * @param hueShiftLimit in units of two degrees, -180 to 180: 90 is half a turn
 * @param satShiftLimit in units of 1/255 of full saturation, -255 to 255
 * @param valShiftLimit in grey levels, -255 to 255
 */
public record HueSaturationValue(Range hueShiftLimit, Range satShiftLimit, Range valShiftLimit) implements Photometric {
    public static final HueSaturationValue DEFAULTS =
            new HueSaturationValue(new Range(-20, 20), new Range(-30, 30), new Range(-20, 20));

    private static final double HALF_TURN = 90;

    public HueSaturationValue {
        Check.that(
                hueShiftLimit.within(-180, 180),
                "HueSaturationValue: hue shift limit is from -180 to 180, got %s",
                hueShiftLimit);
        Check.that(
                satShiftLimit.within(-255, 255),
                "HueSaturationValue: sat shift limit is from -255 to 255, got %s",
                satShiftLimit);
        Check.that(
                valShiftLimit.within(-255, 255),
                "HueSaturationValue: val shift limit is from -255 to 255, got %s",
                valShiftLimit);
    }

    @Override
    public HsvShift draw(Sample sample, RandomGenerator random) {
        // A whole turn either way comes down to half a turn.
        double hue = Math.IEEEremainder(hueShiftLimit.uniform(random), 2 * HALF_TURN) / (2 * HALF_TURN);
        double saturation = satShiftLimit.uniform(random) / 255;
        return new HsvShift(hue, saturation, valShiftLimit.uniform(random));
    }
}
