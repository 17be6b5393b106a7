package org.podium.augment;

import java.util.function.IntUnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;

/** Spreads the values of each channel so that about as many pixels are in each part of the range. */
public record Equalization(Mode mode) implements Tone {
    /** Whose formula. */
    public enum Mode {
        /** OpenCV's: the darkest value becomes 0. */
        CV,
        /** Pillow's and torchvision's: the lightest value is left out of the count; few pixels may stay as they are. */
        PIL
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Histogram.of(image)
                .table(mode == Mode.CV ? Equalization::byOpenCv : Equalization::byPillow)
                .apply(image);
    }

    private static IntUnaryOperator byOpenCv(int[] counts) {
        int darkest = 0;
        while (counts[darkest] == 0) {
            darkest++;
        }
        int[] below = sums(counts);
        int first = counts[darkest];
        int others = below[Table.SIZE] - first;
        if (others == 0) {
            return IntUnaryOperator.identity();
        }
        float scale = 255f / others;
        return value -> (int) Math.rint((below[value + 1] - first) * scale);
    }

    private static IntUnaryOperator byPillow(int[] counts) {
        int lightest = Table.SIZE - 1;
        while (counts[lightest] == 0) {
            lightest--;
        }
        int[] below = sums(counts);
        int step = below[lightest] / 255;
        return step == 0 ? IntUnaryOperator.identity() : value -> (below[value] + step / 2) / step;
    }

    /** How many pixels are below each value, and below 256. */
    private static int[] sums(int[] counts) {
        int[] below = new int[Table.SIZE + 1];
        for (int i = 0; i < Table.SIZE; i++) {
            below[i + 1] = below[i] + counts[i];
        }
        return below;
    }
}
