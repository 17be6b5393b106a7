package org.podium.augment;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Stretches the values of each channel so that the smallest becomes 0 and the largest 255, rounded. A channel of one
 * value stays as it is.
 */
public record Stretch() implements Tone {
    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Planes.change(image, (plane, channel) -> stretch(plane));
    }

    private static void stretch(Mat plane) {
        DoublePointer least = new DoublePointer(1);
        DoublePointer most = new DoublePointer(1);
        opencv_core.minMaxLoc(plane, least, most, null, null, null);
        double range = most.get() - least.get();
        if (range > 0) {
            plane.convertTo(plane, -1, 255 / range, -least.get() * 255 / range);
        }
    }
}
