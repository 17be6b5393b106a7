package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_64F;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Where points go in a plane map that keeps straight lines straight, with {@link Keypoint}'s coordinates: {@code x, y}
 * goes to {@code (xx x + xy y + x0) / w, (yx x + yy y + y0) / w} with {@code w = wx x + wy y + 1}. Without {@code wx} and
 * {@code wy} it is affine.
 */
public record Matrix(double xx, double xy, double x0, double yx, double yy, double y0, double wx, double wy) {
    static final Matrix IDENTITY = affine(1, 0, 0, 0, 1, 0);

    /** As close to the horizon as a point may come; one on it or behind it is taken to be here, and so far away. */
    private static final double NEAREST = 1e-6;

    static Matrix affine(double xx, double xy, double x0, double yx, double yy, double y0) {
        return new Matrix(xx, xy, x0, yx, yy, y0, 0, 0);
    }

    static Matrix translation(double x, double y) {
        return affine(1, 0, x, 0, 1, y);
    }

    static Matrix scaling(double x, double y) {
        return affine(x, 0, 0, 0, y, 0);
    }

    /** Around 0, 0, by degrees, counter-clockwise as one sees it. */
    static Matrix rotation(double degrees) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return affine(cos, sin, 0, -sin, cos, 0);
    }

    /**
     * Slants upright and level lines.
     *
     * @param x degrees by which upright lines lean to the right, downwards
     * @param y degrees by which level lines fall, to the right
     */
    static Matrix shear(double x, double y) {
        return affine(1, Math.tan(Math.toRadians(x)), 0, Math.tan(Math.toRadians(y)), 1, 0);
    }

    boolean isAffine() {
        return wx == 0 && wy == 0;
    }

    /** First the other, then this. */
    Matrix after(Matrix first) {
        double w = wx * first.x0 + wy * first.y0 + 1;
        return new Matrix(
                (xx * first.xx + xy * first.yx + x0 * first.wx) / w,
                (xx * first.xy + xy * first.yy + x0 * first.wy) / w,
                (xx * first.x0 + xy * first.y0 + x0) / w,
                (yx * first.xx + yy * first.yx + y0 * first.wx) / w,
                (yx * first.xy + yy * first.yy + y0 * first.wy) / w,
                (yx * first.x0 + yy * first.y0 + y0) / w,
                (wx * first.xx + wy * first.yx + first.wx) / w,
                (wx * first.xy + wy * first.yy + first.wy) / w);
    }

    /** The same around the middle of an image instead of its corner. */
    Matrix around(ImageSize size) {
        double x = size.width() / 2.0;
        double y = size.height() / 2.0;
        return translation(x, y).after(this).after(translation(-x, -y));
    }

    Keypoint map(Keypoint point) {
        double w = Math.max(wx * point.x() + wy * point.y() + 1, NEAREST);
        return new Keypoint((xx * point.x() + xy * point.y() + x0) / w, (yx * point.x() + yy * point.y() + y0) / w);
    }

    /** For OpenCV, which counts from the centre of the first pixel: two rows of three, or three if it is not affine. */
    Mat toMat() {
        Matrix m = translation(-0.5, -0.5).after(this).after(translation(0.5, 0.5));
        return m.isAffine()
                ? new Mat(2, 3, CV_64F, new DoublePointer(m.xx, m.xy, m.x0, m.yx, m.yy, m.y0))
                : new Mat(3, 3, CV_64F, new DoublePointer(m.xx, m.xy, m.x0, m.yx, m.yy, m.y0, m.wx, m.wy, 1));
    }
}
