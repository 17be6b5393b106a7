package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST_EXACT;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a window out of the image and scales it: crop, padding and resize are all this one change. Where the window
 * reaches beyond the image the border shows. An axis that shrinks is averaged, so that nothing aliases; an axis that
 * grows is interpolated linearly. A mask takes the label at the centre of each pixel.
 *
 * @param left column of the window's left edge, negative if it begins outside the image
 * @param top row of the window's upper edge, negative if it begins outside the image
 * @param source the window's size in the image
 * @param output the size it is scaled to
 */
public record Window(int left, int top, ImageSize source, ImageSize output, Border border) implements Motion {
    /** How much an axis shrinks at most for linear interpolation to see all of it. */
    private static final double SHARP = 1.2;

    /**
     * How much it shrinks at most for smoothing and linear interpolation to be faster than averages over areas, and closer
     * to torchvision's antialiasing.
     */
    private static final double FINE = 2.5;

    /** Black beyond the image. */
    public Window(int left, int top, ImageSize source, ImageSize output) {
        this(left, top, source, output, Border.DEFAULTS);
    }

    /** All of the image, scaled. */
    static Window whole(ImageSize image, ImageSize output) {
        return new Window(0, 0, image, output);
    }

    /** Part of the image, at its own scale. */
    static Window unscaled(int left, int top, ImageSize size) {
        return new Window(left, top, size, size);
    }

    /** @throws IllegalArgumentException if no pixel of the image lies in the window */
    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        if (isWhole(image)) {
            return image;
        }
        Mat cut = cut(image, border.code(), border.fill());
        return owned(scaled(cut), image);
    }

    @Override
    public Mask apply(Mask mask) {
        if (isWhole(mask.labels())) {
            return mask;
        }
        Mat cut = cut(mask.labels(), BORDER_CONSTANT, mask.fill());
        // The exact one looks at the centre of a pixel, as scaling the image does; the other at its upper left corner.
        return mask.with(owned(scale(cut, output, INTER_NEAREST_EXACT), mask.labels()));
    }

    @Override
    public Keypoint move(Keypoint point, ImageSize input) {
        return new Keypoint(
                (point.x() - left) * output.width() / source.width(),
                (point.y() - top) * output.height() / source.height());
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return output;
    }

    /** What of an image this size lies in the window, as a view of its pixels. */
    Mat seen(Mat pixels) {
        return new Mat(pixels, visible(pixels));
    }

    /** See {@link Chain#reduction}. */
    int reduction(ImageSize input, int most) {
        boolean inside = left >= 0 && top >= 0 && right() <= input.width() && bottom() <= input.height();
        int factor = 1;
        while (inside
                && 2 * factor <= most
                && 2L * factor * output.width() <= source.width()
                && 2L * factor * output.height() <= source.height()) {
            factor *= 2;
        }
        return factor;
    }

    /** See {@link Chain#reduced}. */
    Window reduced(int factor, ImageSize input) {
        int newLeft = edge(left, factor, input.width());
        int newTop = edge(top, factor, input.height());
        ImageSize part = new ImageSize(
                edge(right(), factor, input.width()) - newLeft, edge(bottom(), factor, input.height()) - newTop);
        return new Window(newLeft, newTop, part, output, border);
    }

    /** The image's own edge stays its edge, though it may lie within the last pixel. */
    private static int edge(int at, int factor, int side) {
        return at == side ? (side + factor - 1) / factor : (int) Math.rint((double) at / factor);
    }

    private boolean isWhole(Mat pixels) {
        return left == 0 && top == 0 && source.equals(ImageSize.of(pixels)) && output.equals(source);
    }

    /** What was only cut is still a view of the caller's pixels. */
    private Mat owned(Mat pixels, Mat input) {
        return output.equals(source) && isInside(input) ? pixels.clone() : pixels;
    }

    private Mat scaled(Mat cut) {
        double across = (double) source.width() / output.width();
        double down = (double) source.height() / output.height();
        if (Math.max(across, down) > FINE) {
            ImageSize shrunk =
                    new ImageSize(Math.min(source.width(), output.width()), Math.min(source.height(), output.height()));
            return scale(scale(cut, shrunk, INTER_AREA), output, INTER_LINEAR);
        }
        if (Math.max(across, down) <= SHARP) {
            return scale(cut, output, INTER_LINEAR);
        }
        Mat smooth = new Mat();
        opencv_imgproc.sepFilter2D(
                cut, smooth, -1, smoothing(across), smoothing(down), new Point(-1, -1), 0, Kernel.BEYOND);
        return scale(smooth, output, INTER_LINEAR);
    }

    /**
     * What linear interpolation, a triangle two pixels wide, lacks to be torchvision's antialiasing, a triangle twice as
     * wide as an axis shrinks: their variances are 1/6 and that times the square.
     */
    private static Mat smoothing(double shrinking) {
        double variance = (shrinking * shrinking - 1) / 6;
        if (shrinking <= SHARP) {
            return new Mat(1, 1, CV_32F, Scalar.all(1));
        }
        float beside = (float) variance / 2;
        return shrinking <= 2
                ? new Mat(1, 3, CV_32F, new FloatPointer(beside, 1 - 2 * beside, beside))
                : opencv_imgproc.getGaussianKernel(5, Math.sqrt(variance), CV_32F);
    }

    private boolean isInside(Mat pixels) {
        return left >= 0 && top >= 0 && right() <= pixels.cols() && bottom() <= pixels.rows();
    }

    private Mat cut(Mat pixels, int mode, int fill) {
        Mat seen = seen(pixels);
        if (isInside(pixels)) {
            return seen;
        }
        // What is mirrored may lie beyond the window, so that cutting comes last; a constant needs the window alone.
        boolean constant = mode == BORDER_CONSTANT;
        int above = Math.max(-top, 0);
        int before = Math.max(-left, 0);
        Mat padded = new Mat();
        opencv_core.copyMakeBorder(
                constant ? seen : pixels,
                padded,
                above,
                Math.max(bottom() - pixels.rows(), 0),
                before,
                Math.max(right() - pixels.cols(), 0),
                // Isolated, or OpenCV would fill from the larger image that `pixels` may itself be a view of.
                mode | BORDER_ISOLATED,
                Scalar.all(fill));
        return constant
                ? padded
                : new Mat(padded, new Rect(left + before, top + above, source.width(), source.height()));
    }

    private Rect visible(Mat pixels) {
        int visibleLeft = Math.max(left, 0);
        int visibleTop = Math.max(top, 0);
        int width = Math.min(right(), pixels.cols()) - visibleLeft;
        int height = Math.min(bottom(), pixels.rows()) - visibleTop;
        Check.that(
                width > 0 && height > 0,
                "%s lies outside the image of %dx%d pixels",
                this,
                pixels.cols(),
                pixels.rows());
        return new Rect(visibleLeft, visibleTop, width, height);
    }

    private int right() {
        return Math.addExact(left, source.width());
    }

    private int bottom() {
        return Math.addExact(top, source.height());
    }

    static Mat scale(Mat image, ImageSize size, int interpolation) {
        if (size.equals(ImageSize.of(image))) {
            return image;
        }
        Mat scaled = new Mat();
        opencv_imgproc.resize(image, scaled, new Size(size.width(), size.height()), 0, 0, interpolation);
        return scaled;
    }
}
