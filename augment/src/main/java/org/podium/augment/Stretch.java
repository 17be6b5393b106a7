package org.podium.augment;

import java.util.function.IntUnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Stretches the values of each channel so that the smallest becomes 0 and the largest 255, rounded. A channel of one
 * value stays as it is.
 */
public record Stretch() implements Tone {
    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Histogram.of(image).table(Stretch::stretching).apply(image);
    }

    private static IntUnaryOperator stretching(int[] counts) {
        int low = 0;
        while (counts[low] == 0) {
            low++;
        }
        int high = Table.SIZE - 1;
        while (counts[high] == 0) {
            high--;
        }
        if (low == high) {
            return IntUnaryOperator.identity();
        }
        int least = low;
        double scale = 255.0 / (high - low);
        return value -> (int) Math.rint((value - least) * scale);
    }
}
