package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors top and bottom, sometimes. albumentations' {@code VerticalFlip}, torchvision's {@code
 * RandomVerticalFlip}.
 *
 * @param p probability, 0 to 1
 */
public record VerticalFlip(double p) implements Geometric {
    public static final VerticalFlip DEFAULTS = new VerticalFlip(0.5);

    public VerticalFlip {
        Check.probability("VerticalFlip", p);
    }

    @Override
    public Symmetry draw(Sample sample, RandomGenerator random) {
        return new Symmetry(false, false, random.nextDouble() < p);
    }
}
