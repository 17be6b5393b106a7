package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts out a part of fixed size, every place as likely. A side of the image that is too short is padded on both ends
 * alike. albumentations' {@code RandomCrop} with {@code pad_if_needed=True}; torchvision's places a padded image at
 * random.
 *
 * @param size side of the square in pixels
 * @param height rows of the part, instead of {@code size}
 * @param width columns of the part, instead of {@code size}
 * @param border what too small an image is padded with
 */
public record RandomCrop(int size, Optional<Integer> height, Optional<Integer> width, Border border)
        implements Geometric {
    public static final RandomCrop DEFAULTS = new RandomCrop(224);

    public RandomCrop {
        Target.of("RandomCrop", size, height, width);
    }

    /** A square, of a black border where the image is too small. */
    public RandomCrop(int size) {
        this(size, Optional.empty(), Optional.empty(), Border.DEFAULTS);
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize target = target();
        int top = offset(sample.size().height(), target.height(), random);
        int left = offset(sample.size().width(), target.width(), random);
        return new Window(left, top, target, target, border);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return Optional.of(target());
    }

    ImageSize target() {
        return Target.of("RandomCrop", size, height, width);
    }

    private static int offset(int side, int cut, RandomGenerator random) {
        return side < cut ? CenterCrop.offset(side, cut) : random.nextInt(side - cut + 1);
    }
}
