package org.podium.augment;

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

    static void image(Mat image) {
        that(!image.empty() && image.type() == CV_8UC3, "an image is 8-bit with three channels, got %s", image);
    }
}
