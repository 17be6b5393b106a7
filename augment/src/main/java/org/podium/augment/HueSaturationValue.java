package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Shifts hue, saturation and value: albumentations' {@code HueSaturationValue}, its 8-bit arithmetic included. What is
 * drawn is rounded to whole units.
 *
 * @param hueShiftLimit in units of two degrees, -180 to 180: 90 is half a turn
 * @param satShiftLimit in units of 1/255 of full saturation, -255 to 255
 * @param valShiftLimit in grey levels, -255 to 255
 */
public record HueSaturationValue(Range hueShiftLimit, Range satShiftLimit, Range valShiftLimit) implements Photometric {
    public static final HueSaturationValue DEFAULTS =
            new HueSaturationValue(new Range(-20, 20), new Range(-30, 30), new Range(-20, 20));

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
        return new HsvShift(
                rounded(hueShiftLimit, random), rounded(satShiftLimit, random), rounded(valShiftLimit, random));
    }

    private static int rounded(Range limit, RandomGenerator random) {
        return (int) Math.rint(limit.uniform(random));
    }
}
