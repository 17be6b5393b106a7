package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Keeps the first bits of every value: albumentations' {@code Posterize} with the same number for all channels.
 * torchvision's {@code RandomPosterize} has one number, without a range.
 *
 * @param numBits 1 to 7
 */
public record Posterize(IntRange numBits) implements Photometric {
    public static final Posterize DEFAULTS = new Posterize(new IntRange(4, 4));

    public Posterize {
        Check.that(numBits.within(1, 7), "Posterize: num bits is from 1 to 7, got %s", numBits);
    }

    @Override
    public Posterization draw(Sample sample, RandomGenerator random) {
        return new Posterization(numBits.uniform(random));
    }
}
