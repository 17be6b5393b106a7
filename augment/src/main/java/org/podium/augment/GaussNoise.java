package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Adds normally distributed noise: albumentations' {@code GaussNoise}.
 *
 * @param stdRange standard deviation as a share of 255, 0 to 1
 * @param meanRange mean as a share of 255, -1 to 1
 * @param perChannel whether red, green and blue each have noise of their own; otherwise a pixel becomes lighter or darker
 */
public record GaussNoise(Range stdRange, Range meanRange, boolean perChannel) implements Photometric {
    public static final GaussNoise DEFAULTS = new GaussNoise(new Range(0.2, 0.44), new Range(0, 0), true);

    public GaussNoise {
        Check.that(stdRange.within(0, 1), "GaussNoise: std range is a share of 255 from 0 to 1, got %s", stdRange);
        Check.that(meanRange.within(-1, 1), "GaussNoise: mean range is a share of 255 from -1 to 1, got %s", meanRange);
    }

    @Override
    public Noise draw(Sample sample, RandomGenerator random) {
        double deviation = 255 * stdRange.uniform(random);
        double mean = 255 * meanRange.uniform(random);
        return new Noise(deviation, mean, perChannel, random.nextLong());
    }
}
