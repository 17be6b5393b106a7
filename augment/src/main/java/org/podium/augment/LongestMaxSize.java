package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Scales the whole image so that its longer side becomes {@code maxSize}; the other keeps the aspect ratio, rounded, and
 * has one pixel at least. albumentations' {@code LongestMaxSize}, but without aliasing where it shrinks, as with its
 * {@code area_for_downscale="image"}.
 *
 * @param maxSize the longer side of the result in pixels
 */
public record LongestMaxSize(int maxSize) implements Geometric {
    public static final LongestMaxSize DEFAULTS = new LongestMaxSize(1024);

    public LongestMaxSize {
        Check.that(maxSize >= 1, "LongestMaxSize: max-size is at least 1 pixel, got %d", maxSize);
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        return Window.whole(sample.size(), outputSize(sample.size()));
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input.map(this::outputSize);
    }

    private ImageSize outputSize(ImageSize image) {
        int longer = Math.max(image.width(), image.height());
        return new ImageSize(side(image.width(), longer), side(image.height(), longer));
    }

    /** Rounds half to even, as Python does. */
    private int side(int side, int longer) {
        return (int) Math.max(1, Math.rint(side * ((double) maxSize / longer)));
    }
}
