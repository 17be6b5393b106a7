package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Makes a negative of what is light: albumentations' {@code Solarize}. torchvision's {@code RandomSolarize} has one
 * threshold, in grey levels.
 *
 * @param thresholdRange from which value on, as a share of 255, 0 to 1
 */
public record Solarize(Range thresholdRange) implements Photometric {
    public static final Solarize DEFAULTS = new Solarize(new Range(0.5, 0.5));

    public Solarize {
        Check.that(
                thresholdRange.within(0, 1),
                "Solarize: threshold range is a share of 255 from 0 to 1, got %s",
                thresholdRange);
    }

    @Override
    public Solarization draw(Sample sample, RandomGenerator random) {
        return new Solarization(255 * thresholdRange.uniform(random));
    }
}
