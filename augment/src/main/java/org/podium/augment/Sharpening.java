package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Blends the image with itself and its edges, which are eight times each pixel less its eight neighbours. Rounded and
 * clamped to 0..255.
 *
 * @param alpha how much of it, 0 to 1
 * @param lightness how much of the image itself is in it, 0 or more
 */
public record Sharpening(double alpha, double lightness) implements Tone {
    public Sharpening {
        Check.that(alpha >= 0 && alpha <= 1, "Sharpening: alpha is a share from 0 to 1, got %s", alpha);
        Check.factor("Sharpening: lightness", lightness);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Kernel.threeByThree(1 - alpha + alpha * (8 + lightness), -alpha).apply(image);
    }
}
