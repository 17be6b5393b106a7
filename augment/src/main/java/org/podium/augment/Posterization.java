package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Makes all but the first bits of every value 0.
 *
 * @param bits how many are kept, 0 to 8
 */
public record Posterization(int bits) implements Tone {
    public Posterization {
        Check.that(bits >= 0 && bits <= 8, "Posterization: bits is from 0 to 8, got %d", bits);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat();
        opencv_core.bitwise_and(image, new Mat(1, 1, CV_8UC3, Scalar.all(0xff00 >> bits & 0xff)), changed);
        return changed;
    }
}
