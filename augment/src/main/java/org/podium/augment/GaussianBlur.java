package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Blurs with a Gaussian: albumentations' {@code GaussianBlur}.
 *
 * @param blurLimit width of the Gaussian's kernel in pixels, 0 or more; an even one is made odd by adding 1, and 0 is as
 *     wide as it has to be, 3.5 standard deviations to both sides
 * @param sigmaLimit standard deviation in pixels, above 0
 */
public record GaussianBlur(IntRange blurLimit, Range sigmaLimit) implements Photometric {
    public static final GaussianBlur DEFAULTS = new GaussianBlur(new IntRange(0, 0), new Range(0.5, 3));

    private static final double REACH = 3.5;

    public GaussianBlur {
        Check.that(
                blurLimit.within(0, Smoothing.WIDEST),
                "GaussianBlur: blur limit is from 0 to %d, got %s",
                Smoothing.WIDEST,
                blurLimit);
        Check.that(
                sigmaLimit.low() > 0 && sigmaLimit.high() * REACH < Smoothing.WIDEST / 2,
                "GaussianBlur: sigma limit is above 0 and at most 100 pixels, got %s",
                sigmaLimit);
    }

    @Override
    public Smoothing draw(Sample sample, RandomGenerator random) {
        double sigma = sigmaLimit.uniform(random);
        int width = blurLimit.uniform(random);
        return new Smoothing(sigma, width == 0 ? 2 * (int) (sigma * REACH) + 1 : width | 1);
    }
}
