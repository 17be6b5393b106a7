package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What may happen to a sample: a description with ranges and probabilities, immutable and free of randomness itself.
 *
 * <p>Names, parameters and their meaning are those of torchvision's and albumentations' transforms; each class says
 * whose, and where it departs. What albumentations calls {@code p}, the probability that a transform happens at all, is
 * {@link Sometimes} around any of them; only those that have nothing else to draw have a {@code p} of their own.
 */
public sealed interface Transform permits Combinator, Geometric, Photometric {
    /**
     * Draws what happens to one sample. All randomness of a transform is here. Looks at the image's size, never at its
     * pixels, and at the mask only if {@link #readsMask}.
     *
     * @param random this sample's stream; the same stream gives the same change
     */
    Change draw(Sample sample, RandomGenerator random);

    /** Whether {@link #draw} looks at the mask, which then has to be the one that belongs to the image as it is. */
    default boolean readsMask() {
        return false;
    }

    /**
     * The size that comes out, if it is the same whatever is drawn.
     *
     * @param input the size that goes in; empty for whatever size
     */
    Optional<ImageSize> outputSize(Optional<ImageSize> input);
}
