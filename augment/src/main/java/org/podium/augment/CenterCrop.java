package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts a part of fixed size from the middle; a side of the image that is too short gets black on both ends.
 * torchvision's {@code CenterCrop}, rounding included.
 *
 * @param size side of the square in pixels
 * @param height rows of the part, instead of {@code size}
 * @param width columns of the part, instead of {@code size}
 */
public record CenterCrop(int size, Optional<Integer> height, Optional<Integer> width) implements Geometric {
    public static final CenterCrop DEFAULTS = new CenterCrop(224);

    public CenterCrop {
        Target.of("CenterCrop", size, height, width);
    }

    /** A square. */
    public CenterCrop(int size) {
        this(size, Optional.empty(), Optional.empty());
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        ImageSize target = target();
        return Window.unscaled(offset(image.width(), target.width()), offset(image.height(), target.height()), target);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return Optional.of(target());
    }

    private ImageSize target() {
        return Target.of("CenterCrop", size, height, width);
    }

    /** A crop's offset rounds half to even, as Python's {@code round} does; a padding's rounds down. */
    static int offset(int side, int cut) {
        return side < cut ? -((cut - side) / 2) : (int) Math.rint((side - cut) / 2.0);
    }
}
