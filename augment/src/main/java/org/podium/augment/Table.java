package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** What becomes of each of the 256 values, in all channels alike or in each of its own. */
final class Table {
    /** Values of a byte. */
    static final int SIZE = 256;

    private static final int CHANNELS = 3;

    private final byte[] values;

    private Table(byte[] values) {
        this.values = values;
    }

    /** @param change from 0..255 to any number, which is clamped to 0..255 */
    static Table of(IntUnaryOperator change) {
        byte[] values = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = clamped(change.applyAsInt(i));
        }
        return new Table(values);
    }

    /** One table for each of red, green and blue. */
    static Table of(IntUnaryOperator red, IntUnaryOperator green, IntUnaryOperator blue) {
        IntUnaryOperator[] changes = {red, green, blue};
        byte[] values = new byte[CHANNELS * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = clamped(changes[i % CHANNELS].applyAsInt(i / CHANNELS));
        }
        return new Table(values);
    }

    private static byte clamped(int value) {
        return (byte) Math.min(Math.max(value, 0), 255);
    }

    Mat apply(Mat image) {
        Mat table = new Mat(1, SIZE, values.length == SIZE ? CV_8UC1 : CV_8UC3, new BytePointer(values));
        Mat changed = new Mat();
        opencv_core.LUT(image, table, changed);
        return changed;
    }
}
