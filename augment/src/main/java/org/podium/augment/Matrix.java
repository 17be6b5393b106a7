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

    /**
     * Takes 0, 0 to the first of four points of a convex quadrangle, and the other corners of a square of side 1,
     * clockwise as one sees them, to the others. The formula is Heckbert's, "Fundamentals of Texture Mapping and Image
     * Warping" (1989), section 2.2.3.
     */
    static Matrix ofUnitSquare(Keypoint first, Keypoint second, Keypoint third, Keypoint fourth) {
        double dx1 = second.x() - third.x();
        double dx2 = fourth.x() - third.x();
        double dy1 = second.y() - third.y();
        double dy2 = fourth.y() - third.y();
        double sx = first.x() - second.x() + third.x() - fourth.x();
        double sy = first.y() - second.y() + third.y() - fourth.y();
        double determinant = dx1 * dy2 - dx2 * dy1;
        double wx = (sx * dy2 - dx2 * sy) / determinant;
        double wy = (dx1 * sy - sx * dy1) / determinant;
        return new Matrix(
                second.x() - first.x() + wx * second.x(),
                fourth.x() - first.x() + wy * fourth.x(),
                first.x(),
                second.y() - first.y() + wx * second.y(),
                fourth.y() - first.y() + wy * fourth.y(),
                first.y(),
                wx,
                wy);
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

    /** What takes every point back, by the adjugate. */
    Matrix inverse() {
        double w = xx * yy - xy * yx;
        return new Matrix(
                (yy - y0 * wy) / w,
                (x0 * wy - xy) / w,
                (xy * y0 - x0 * yy) / w,
                (y0 * wx - yx) / w,
                (xx - x0 * wx) / w,
                (x0 * yx - xx * y0) / w,
                (yx * wy - yy * wx) / w,
                (xy * wx - xx * wy) / w);
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

    /** An affine one for OpenCV, which counts from the centre of the first pixel. */
    Mat toMat() {
        Matrix m = translation(-0.5, -0.5).after(this).after(translation(0.5, 0.5));
        return new Mat(2, 3, CV_64F, new DoublePointer(m.xx, m.xy, m.x0, m.yx, m.yy, m.y0));
    }
}
