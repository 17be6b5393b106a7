package org.podium.augment;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Mirrors the image.
 *
 * @param horizontal whether left and right change places
 */
public record Flip(boolean horizontal) implements Change {
    private static final int AROUND_VERTICAL_AXIS = 1;

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        if (!horizontal) {
            return image;
        }
        Mat flipped = new Mat();
        opencv_core.flip(image, flipped, AROUND_VERTICAL_AXIS);
        return flipped;
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return input;
    }
}
