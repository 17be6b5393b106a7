package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Stretches and shifts all values at once: albumentations' {@code RandomBrightnessContrast}.
 *
 * @param brightnessLimit what is added to every value, as a share of 255 or of the image's mean, -1 to 1
 * @param contrastLimit what is added to 1 to make the factor of every value, -1 or more
 * @param brightnessByMax whether the shift is a share of 255; otherwise it is one of the mean of all values
 */
public record RandomBrightnessContrast(Range brightnessLimit, Range contrastLimit, boolean brightnessByMax)
        implements Photometric {
    public static final RandomBrightnessContrast DEFAULTS =
            new RandomBrightnessContrast(new Range(-0.2, 0.2), new Range(-0.2, 0.2), true);

    public RandomBrightnessContrast {
        Check.that(
                brightnessLimit.within(-1, 1),
                "RandomBrightnessContrast: brightness limit is from -1 to 1, got %s",
                brightnessLimit);
        Check.that(
                contrastLimit.low() >= -1,
                "RandomBrightnessContrast: contrast limit is -1 or more, got %s",
                contrastLimit);
    }

    @Override
    public Linear draw(Sample sample, RandomGenerator random) {
        double factor = 1 + contrastLimit.uniform(random);
        double shift = brightnessLimit.uniform(random);
        return new Linear(factor, shift, brightnessByMax);
    }
}
