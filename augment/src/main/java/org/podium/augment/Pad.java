package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Adds borders until the image has a size; what is large enough stays. albumentations' {@code PadIfNeeded}, but that
 * both a minimum and a divisor can be asked for at once.
 *
 * @param minHeight pixels, at least 1
 * @param minWidth pixels, at least 1
 * @param padHeightDivisor what the height becomes a multiple of, at least 1
 * @param padWidthDivisor what the width becomes a multiple of, at least 1
 * @param position where the image comes to lie
 * @param border what it is padded with
 */
public record Pad(
        int minHeight, int minWidth, int padHeightDivisor, int padWidthDivisor, Position position, Border border)
        implements Geometric {
    public static final Pad DEFAULTS = new Pad(1024, 1024, 1, 1, Position.CENTER, Border.DEFAULTS);

    /** Where an image lies in a larger one; halves of a pixel go to the right and the bottom. */
    public enum Position {
        CENTER,
        TOP_LEFT,
        TOP_RIGHT,
        BOTTOM_LEFT,
        BOTTOM_RIGHT,
        RANDOM
    }

    public Pad {
        Check.that(
                minHeight >= 1 && minWidth >= 1,
                "Pad: min-height and min-width are at least 1 pixel, got %d and %d",
                minHeight,
                minWidth);
        Check.that(
                padHeightDivisor >= 1 && padWidthDivisor >= 1,
                "Pad: pad-height-divisor and pad-width-divisor are at least 1, got %d and %d",
                padHeightDivisor,
                padWidthDivisor);
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        ImageSize padded = outputSize(image);
        int below = padded.height() - image.height();
        int beside = padded.width() - image.width();
        int above =
                switch (position) {
                    case CENTER -> below / 2;
                    case TOP_LEFT, TOP_RIGHT -> 0;
                    case BOTTOM_LEFT, BOTTOM_RIGHT -> below;
                    case RANDOM -> random.nextInt(below + 1);
                };
        int before =
                switch (position) {
                    case CENTER -> beside / 2;
                    case TOP_LEFT, BOTTOM_LEFT -> 0;
                    case TOP_RIGHT, BOTTOM_RIGHT -> beside;
                    case RANDOM -> random.nextInt(beside + 1);
                };
        return new Window(-before, -above, padded, padded, border);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input.map(this::outputSize);
    }

    private ImageSize outputSize(ImageSize image) {
        return new ImageSize(
                padded(image.width(), minWidth, padWidthDivisor), padded(image.height(), minHeight, padHeightDivisor));
    }

    private static int padded(int side, int least, int divisor) {
        int more = Math.max(side, least) % divisor;
        return Math.addExact(Math.max(side, least), more == 0 ? 0 : divisor - more);
    }
}
