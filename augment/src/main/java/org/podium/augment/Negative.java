package org.podium.augment;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes of every value what is missing to 255. */
public record Negative() implements Tone {
    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat();
        opencv_core.bitwise_not(image, changed);
        return changed;
    }
}
