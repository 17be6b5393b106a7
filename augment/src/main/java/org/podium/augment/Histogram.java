package org.podium.augment;

import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;

/** How often each value is in an image, channel by channel. */
final class Histogram {
    private final int[] red = new int[Table.SIZE];
    private final int[] green = new int[Table.SIZE];
    private final int[] blue = new int[Table.SIZE];

    private Histogram() {}

    static Histogram of(Mat image) {
        Histogram histogram = new Histogram();
        byte[] row = new byte[3 * image.cols()];
        for (int y = 0; y < image.rows(); y++) {
            image.ptr(y).get(row);
            histogram.count(row);
        }
        return histogram;
    }

    private void count(byte[] row) {
        for (int i = 0; i + 2 < row.length; i += 3) {
            red[row[i] & 0xff]++;
            green[row[i + 1] & 0xff]++;
            blue[row[i + 2] & 0xff]++;
        }
    }

    /** @param change what becomes of the values of a channel with such counts */
    Table table(Function<int[], IntUnaryOperator> change) {
        return Table.of(change.apply(red), change.apply(green), change.apply(blue));
    }
}
