package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Spreads the values of each channel evenly, sometimes: albumentations' {@code Equalize} channel by channel,
 * torchvision's {@code RandomEqualize}.
 *
 * @param mode whose formula; they differ by a few grey levels
 * @param p probability, 0 to 1
 */
public record Equalize(Equalization.Mode mode, double p) implements Photometric {
    public static final Equalize DEFAULTS = new Equalize(Equalization.Mode.CV, 0.5);

    public Equalize {
        Check.probability("Equalize", p);
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return Chain.sometimes(p, new Equalization(mode), random);
    }
}
