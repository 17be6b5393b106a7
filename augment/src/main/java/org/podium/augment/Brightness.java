package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Multiplies every value, rounded and clamped to 0..255.
 *
 * @param factor at least 0: 0 is black, 1 the image itself
 */
public record Brightness(double factor) implements Tone {
    public Brightness {
        Check.factor("Brightness", factor);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat();
        image.convertTo(changed, -1, factor, 0);
        return changed;
    }
}
