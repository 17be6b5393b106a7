package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Scales the whole image, without aliasing where it shrinks and linearly where it grows. torchvision's {@code Resize},
 * all but alike in its antialiasing; with {@code height} and {@code width} albumentations', which aliases.
 *
 * @param size the shorter side of the result; the longer one keeps the aspect ratio, rounded down
 * @param square whether both sides become {@code size} instead, aspect ratio or not
 * @param height rows of the result, instead of {@code size}
 * @param width columns of the result, instead of {@code size}
 */
public record Resize(int size, boolean square, Optional<Integer> height, Optional<Integer> width) implements Geometric {
    public static final Resize DEFAULTS = new Resize(224, false);

    public Resize {
        Target.of("Resize", size, height, width);
    }

    /** To a square, or to a shorter side. */
    public Resize(int size, boolean square) {
        this(size, square, Optional.empty(), Optional.empty());
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        return Window.whole(image, outputSize(image));
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return square || height.isPresent() ? Optional.of(target()) : input.map(this::outputSize);
    }

    private ImageSize target() {
        return Target.of("Resize", size, height, width);
    }

    private ImageSize outputSize(ImageSize image) {
        return square || height.isPresent()
                ? target()
                : new ImageSize(side(image, image.width()), side(image, image.height()));
    }

    private int side(ImageSize image, int side) {
        return Math.toIntExact((long) size * side / image.shorter());
    }
}
