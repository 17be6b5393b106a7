package org.podium.augment;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Multiplies every value and adds a number, rounded and clamped to 0..255.
 *
 * @param factor at least 0
 * @param shift what is added, as a share of 255 or of the mean of all the image's values, -1 to 1
 * @param ofMaximum whether it is a share of 255
 */
public record Linear(double factor, double shift, boolean ofMaximum) implements Tone {
    public Linear {
        Check.factor("Linear: factor", factor);
        Check.that(Math.abs(shift) <= 1, "Linear: shift is a share from -1 to 1, got %s", shift);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat();
        image.convertTo(changed, -1, factor, shift * (ofMaximum ? 255 : mean(image)));
        return changed;
    }

    private static double mean(Mat image) {
        return opencv_core.mean(image.reshape(1)).get(0);
    }
}
