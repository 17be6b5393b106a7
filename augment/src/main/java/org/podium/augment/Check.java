package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;

/** Refusals with a message that names the value. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }

    static void factor(String name, double factor) {
        that(factor >= 0 && factor < Double.POSITIVE_INFINITY, "%s is a number from 0 up, got %s", name, factor);
    }

    static void probability(String name, double p) {
        that(p >= 0 && p <= 1, "%s: p is a probability from 0 to 1, got %s", name, p);
    }

    static void image(Mat image) {
        that(!image.empty() && image.type() == CV_8UC3, "an image is 8-bit with three channels, got %s", image);
    }

    static void prediction(Mat prediction, ImageSize size) {
        that(
                prediction.depth() == CV_32F && ImageSize.of(prediction).equals(size),
                "a prediction for this view has %dx%d pixels of 32-bit floating-point numbers, got %s",
                size.width(),
                size.height(),
                prediction);
    }
}
