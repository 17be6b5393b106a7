package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Every cell of a regular grid takes its pixels from one of an irregular grid. Nothing leaves the image.
 *
 * @param widths of the irregular grid's columns, from the left, above 0; only how they compare matters
 * @param heights of its rows, from the top, above 0
 */
public record Grid(List<Double> widths, List<Double> heights) implements Distortion {
    public Grid {
        widths = List.copyOf(widths);
        heights = List.copyOf(heights);
    }

    @Override
    public Field field(ImageSize size) {
        Mat right = new Mat(1, size.width(), CV_32F, new FloatPointer(offsets(widths, size.width())));
        Mat down = new Mat(size.height(), 1, CV_32F, new FloatPointer(offsets(heights, size.height())));
        Mat offsets = new Mat();
        opencv_core.merge(
                new MatVector(opencv_core.repeat(right, size.height(), 1), opencv_core.repeat(down, 1, size.width())),
                offsets);
        return new Field(offsets);
    }

    /** Never seen but for the rounding of coordinates. */
    @Override
    public Border border() {
        return new Border(Border.Mode.REPLICATE, 0);
    }

    /** For the centre of each pixel of a side, how far away the place is that it takes from, inside the side. */
    private static float[] offsets(List<Double> cells, int side) {
        double scale = side / cells.stream().mapToDouble(Double::doubleValue).sum();
        double cell = (double) side / cells.size();
        float[] offsets = new float[side];
        double start = 0;
        int current = 0;
        for (int i = 0; i < side; i++) {
            double centre = i + 0.5;
            while (current < cells.size() - 1 && centre >= (current + 1) * cell) {
                start += cells.get(current++) * scale;
            }
            double place = start + (centre / cell - current) * cells.get(current) * scale;
            offsets[i] = (float) (Math.max(0.5, Math.min(side - 0.5, place)) - centre);
        }
        return offsets;
    }
}
