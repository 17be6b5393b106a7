package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** What becomes of each of the 256 values. */
final class Table {
    /** Values of a byte. */
    static final int SIZE = 256;

    private final byte[] values = new byte[SIZE];

    /** @param change from 0..255 to any number, which is clamped to 0..255 */
    Table(IntUnaryOperator change) {
        for (int i = 0; i < SIZE; i++) {
            values[i] = (byte) Math.min(Math.max(change.applyAsInt(i), 0), 255);
        }
    }

    /** The image, or one plane of it, with all values changed. */
    Mat apply(Mat image) {
        Mat changed = new Mat();
        apply(image, changed);
        return changed;
    }

    /** @param changed where to, which may be the image itself */
    void apply(Mat image, Mat changed) {
        opencv_core.LUT(image, new Mat(1, SIZE, CV_8UC1, new BytePointer(values)), changed);
    }
}
