package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Multiplies every pixel's distance from the mean of the 3 × 3 around it, where it counts five times itself; rounded and
 * clamped to 0..255. Pixels at the image's edge stay. torchvision's {@code adjust_sharpness}, without rounding in between.
 *
 * @param factor at least 0: 0 is blurred, 1 the image itself
 */
public record Sharpness(double factor) implements Tone {
    /** Weights of torchvision's mean: eight neighbours once, the middle five times. */
    private static final double ALL = 13;

    public Sharpness {
        Check.factor("Sharpness", factor);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        if (image.cols() < 3 || image.rows() < 3) {
            return image;
        }
        double neighbour = (1 - factor) / ALL;
        Mat sharpened = Kernel.threeByThree(1 - 8 * neighbour, neighbour).apply(image);
        Mat changed = image.clone();
        Rect inner = new Rect(1, 1, image.cols() - 2, image.rows() - 2);
        new Mat(sharpened, inner).copyTo(new Mat(changed, inner));
        return changed;
    }
}
