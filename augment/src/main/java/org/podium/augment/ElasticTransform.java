package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Displaces every pixel at random, its neighbours alike: Simard et al., "Best Practices for Convolutional Neural
 * Networks" (2003). torchvision's and albumentations' {@code ElasticTransform}: uniform noise from -1 to 1, smoothed by
 * a Gaussian and multiplied by {@code alpha} pixels. That is albumentations with {@code noise_distribution="uniform"}; its
 * default noise, normal and divided by the largest value in it, moves pixels less than half as far. torchvision
 * multiplies by {@code alpha / 2} pixels: for what it shows, halve its {@code alpha}. The defaults are torchvision's
 * numbers, which move pixels twice as far here, since albumentations' show nothing.
 *
 * @param alpha what the smoothed noise is multiplied by, in pixels, at least 0. The displacement along each axis has a
 *     standard deviation of about {@code 0.16 alpha / sigma} pixels
 * @param sigma standard deviation of the Gaussian in pixels, at least 1: how far away displacements are still alike
 * @param border what appears at the edges
 */
public record ElasticTransform(double alpha, double sigma, Border border) implements Geometric {
    public static final ElasticTransform DEFAULTS = new ElasticTransform(50, 5, Border.DEFAULTS);

    public ElasticTransform {
        Check.factor("ElasticTransform: alpha", alpha);
        Check.that(
                sigma >= 1 && sigma < Double.POSITIVE_INFINITY,
                "ElasticTransform: sigma is a number of pixels from 1 up, got %s",
                sigma);
    }

    @Override
    public Elastic draw(Sample sample, RandomGenerator random) {
        return new Elastic(random.nextLong(), alpha, sigma, border);
    }
}
