package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors left and right, sometimes.
 *
 * @param p probability, 0 to 1
 */
public record HorizontalFlip(double p) implements Geometric {
    public static final HorizontalFlip DEFAULTS = new HorizontalFlip(0.5);

    public HorizontalFlip {
        Check.that(p >= 0 && p <= 1, "HorizontalFlip: p is a probability from 0 to 1, got %s", p);
    }

    @Override
    public Flip draw(ImageSize image, RandomGenerator random) {
        return new Flip(random.nextDouble() < p);
    }
}
