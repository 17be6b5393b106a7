package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * What may happen to an image: a description with ranges and probabilities, immutable and free of randomness itself.
 *
 * <p>Names, parameters and their meaning are those of torchvision's transforms; each class says where it departs.
 */
public sealed interface Transform permits Geometric, Photometric {
    /**
     * Draws what happens to one image. All randomness of a transform is here.
     *
     * @param size the image's size, before the change
     * @param random this image's stream; the same stream gives the same change
     */
    Change draw(ImageSize size, RandomGenerator random);
}
