package org.podium.augment;

/**
 * A point of an image, in pixels from its upper left corner, which lies at 0, 0: the centre of the first pixel is at
 * 0.5, 0.5. (albumentations counts from the centre of the first pixel.)
 *
 * @param x to the right, finite
 * @param y downwards, finite
 */
public record Keypoint(double x, double y) {
    public Keypoint {
        Check.that(Double.isFinite(x) && Double.isFinite(y), "a keypoint is at finite numbers, got %s, %s", x, y);
    }

    /** Whether the point lies on an image of this size. */
    boolean in(ImageSize size) {
        return x >= 0 && y >= 0 && x <= size.width() && y <= size.height();
    }
}
