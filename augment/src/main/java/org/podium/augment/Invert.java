package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Makes a negative, sometimes: albumentations' {@code InvertImg}, torchvision's {@code RandomInvert}.
 *
 * @param p probability, 0 to 1
 */
public record Invert(double p) implements Photometric {
    public static final Invert DEFAULTS = new Invert(0.5);

    public Invert {
        Check.probability("Invert", p);
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return Chain.sometimes(p, new Negative(), random);
    }
}
