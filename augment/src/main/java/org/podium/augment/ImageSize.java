package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/** Width and height in pixels, each at least 1. */
public record ImageSize(int width, int height) {
    public ImageSize {
        Check.that(width >= 1 && height >= 1, "an image has at least 1x1 pixels, got %dx%d", width, height);
    }

    /** As many columns as rows. */
    public static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    /** The size of an image. */
    public static ImageSize of(Mat image) {
        return new ImageSize(image.cols(), image.rows());
    }

    /** Width and height exchanged. */
    ImageSize transposed() {
        return new ImageSize(height, width);
    }

    boolean isSquare() {
        return width == height;
    }

    /** The length of the shorter side. */
    public int shorter() {
        return Math.min(width, height);
    }

    /** Number of pixels. */
    public long area() {
        return (long) width * height;
    }

    /** Width over height. */
    public double ratio() {
        return (double) width / height;
    }
}
