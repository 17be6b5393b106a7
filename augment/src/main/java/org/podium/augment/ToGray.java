package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Takes the colours away, sometimes: albumentations' {@code ToGray} by weighted average, torchvision's {@code
 * RandomGrayscale}. The image keeps three channels, which are equal.
 *
 * @param p probability, 0 to 1
 */
public record ToGray(double p) implements Photometric {
    public static final ToGray DEFAULTS = new ToGray(0.5);

    public ToGray {
        Check.probability("ToGray", p);
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return Chain.sometimes(p, new Grey(), random);
    }
}
