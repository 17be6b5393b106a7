package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Turns the image around its middle; the size stays, so that corners get lost and borders appear. albumentations'
 * {@code Rotate} with {@code p=1}, torchvision's {@code RandomRotation}.
 *
 * @param limit degrees, counter-clockwise, of which one is drawn uniformly
 * @param border what appears at the corners
 */
public record Rotate(Range limit, Border border) implements Geometric {
    public static final Rotate DEFAULTS = new Rotate(new Range(-90, 90), Border.DEFAULTS);

    @Override
    public Warp draw(Sample sample, RandomGenerator random) {
        return new Warp(Matrix.rotation(limit.uniform(random)).around(sample.size()), border);
    }
}
