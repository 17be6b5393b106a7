package org.podium.augment;

import org.bytedeco.opencv.global.opencv_imgproc;
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
        return Planes.change(
                image,
                mode == Mode.CV
                        ? (plane, channel) -> opencv_imgproc.equalizeHist(plane, plane)
                        : (plane, channel) -> equalize(plane));
    }

    private static void equalize(Mat plane) {
        int[] below = countBelow(plane);
        int lightest = Table.SIZE - 1;
        while (below[lightest + 1] == below[lightest]) {
            lightest--;
        }
        int step = below[lightest] / 255;
        if (step > 0) {
            new Table(value -> (below[value] + step / 2) / step).apply(plane, plane);
        }
    }

    /** How many pixels are below each value, and below 256. */
    private static int[] countBelow(Mat plane) {
        byte[] pixels = new byte[plane.rows() * plane.cols()];
        plane.data().get(pixels);
        int[] counts = new int[Table.SIZE];
        for (byte pixel : pixels) {
            counts[pixel & 0xff]++;
        }
        int[] below = new int[Table.SIZE + 1];
        for (int i = 0; i < Table.SIZE; i++) {
            below[i + 1] = below[i] + counts[i];
        }
        return below;
    }
}
