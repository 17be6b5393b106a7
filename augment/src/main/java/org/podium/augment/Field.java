package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;
import static org.bytedeco.opencv.global.opencv_imgproc.WARP_RELATIVE_MAP;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Displacements.
 *
 * @param offsets {@code CV_32FC2}, for every pixel of the result how far to the right and how far down, in pixels, the
 *     place lies that it is taken from
 */
record Field(Mat offsets) {
    /** Each leaves as much of an error as displacements change from one pixel to the next: of 0.7, hardly anything. */
    private static final int STEPS = 30;

    /** Writes the offsets of one row, to the right and down by turns. */
    @FunctionalInterface
    interface Rows {
        void write(int row, float[] offsets);
    }

    /** Computed row by row. */
    static Field of(ImageSize size, Rows rows) {
        Mat offsets = new Mat(size.height(), size.width(), CV_32FC2);
        FloatBuffer buffer = offsets.createBuffer();
        float[] one = new float[2 * size.width()];
        for (int row = 0; row < size.height(); row++) {
            rows.write(row, one);
            buffer.put(one);
        }
        return new Field(offsets);
    }

    Mat image(Mat image, Border border) {
        return remap(image, INTER_LINEAR, border.code(), border.colour());
    }

    Mask mask(Mask mask) {
        return mask.with(remap(mask.labels(), INTER_NEAREST, BORDER_CONSTANT, Scalar.all(mask.fill())));
    }

    private Mat remap(Mat pixels, int interpolation, int mode, Scalar beyond) {
        Mat moved = new Mat();
        opencv_imgproc.remap(pixels, moved, offsets, new Mat(), interpolation | WARP_RELATIVE_MAP, mode, beyond);
        return moved;
    }

    /**
     * Where a point goes: the place that takes from it, found by fixed-point iteration. Accurate where displacements
     * change by less than a pixel per pixel; where they change by more the image is folded, and no place is the one.
     */
    Keypoint move(Keypoint point) {
        Keypoint place = point;
        FloatIndexer values = offsets.createIndexer();
        for (int step = 0; step < STEPS; step++) {
            place = new Keypoint(point.x() - at(values, place, 0), point.y() - at(values, place, 1));
        }
        return place;
    }

    /** Between the centres of four pixels; beyond the outermost, theirs. */
    private double at(FloatIndexer values, Keypoint place, int axis) {
        double x = Math.max(0, Math.min(offsets.cols() - 1, place.x() - 0.5));
        double y = Math.max(0, Math.min(offsets.rows() - 1, place.y() - 0.5));
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(left + 1, offsets.cols() - 1);
        int bottom = Math.min(top + 1, offsets.rows() - 1);
        double above = mix(values.get(top, left, axis), values.get(top, right, axis), x - left);
        double below = mix(values.get(bottom, left, axis), values.get(bottom, right, axis), x - left);
        return mix(above, below, y - top);
    }

    private static double mix(double first, double second, double share) {
        return first + (second - first) * share;
    }
}
