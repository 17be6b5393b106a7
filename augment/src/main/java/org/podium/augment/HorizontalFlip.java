package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors left and right, sometimes. albumentations' {@code HorizontalFlip}, torchvision's {@code
 * RandomHorizontalFlip}.
 *
 * @param p probability, 0 to 1
 */
public record HorizontalFlip(double p) implements Geometric {
    public static final HorizontalFlip DEFAULTS = new HorizontalFlip(0.5);

    public HorizontalFlip {
        Check.probability("HorizontalFlip", p);
    }

    @Override
    public Symmetry draw(Sample sample, RandomGenerator random) {
        return new Symmetry(false, random.nextDouble() < p, false);
    }
}
