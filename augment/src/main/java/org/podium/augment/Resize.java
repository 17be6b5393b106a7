package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Scales the whole image, shrinking by area average and enlarging linearly. torchvision's {@code Resize} with an integer
 * size, but for its antialiasing filter, which is a triangle there.
 *
 * @param size the shorter side of the result; the longer one keeps the aspect ratio, rounded down
 * @param square whether both sides become {@code size} instead, aspect ratio or not
 */
public record Resize(int size, boolean square) implements Geometric {
    public static final Resize DEFAULTS = new Resize(224, false);

    public Resize {
        Check.that(size >= 1, "Resize: size is at least 1 pixel, got %d", size);
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        return Window.whole(image, outputSize(image));
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return square ? Optional.of(ImageSize.square(size)) : input.map(this::outputSize);
    }

    private ImageSize outputSize(ImageSize image) {
        return square ? ImageSize.square(size) : new ImageSize(side(image, image.width()), side(image, image.height()));
    }

    private int side(ImageSize image, int side) {
        return Math.toIntExact((long) size * side / image.shorter());
    }
}
