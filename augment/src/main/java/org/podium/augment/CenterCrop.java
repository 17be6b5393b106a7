package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts a square from the middle; a side of the image that is too short gets black on both ends. torchvision's {@code
 * CenterCrop}, rounding included.
 *
 * @param size side of the square in pixels
 */
public record CenterCrop(int size) implements Geometric {
    public static final CenterCrop DEFAULTS = new CenterCrop(224);

    public CenterCrop {
        Check.that(size >= 1, "CenterCrop: size is at least 1 pixel, got %d", size);
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        return Window.unscaled(offset(image.width()), offset(image.height()), ImageSize.square(size));
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return Optional.of(ImageSize.square(size));
    }

    /** A crop's offset rounds half to even, as Python's {@code round} does; a padding's rounds down. */
    private int offset(int side) {
        return side < size ? -((size - side) / 2) : (int) Math.rint((side - size) / 2.0);
    }
}
