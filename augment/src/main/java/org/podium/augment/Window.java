package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cuts a window out of the image and scales it: crop, padding and resize are all this one change. Where the window
 * reaches beyond the image it is black. An axis that shrinks is averaged over areas, so that nothing aliases; an axis
 * that grows is interpolated linearly.
 *
 * @param left column of the window's left edge, negative if it begins outside the image
 * @param top row of the window's upper edge, negative if it begins outside the image
 * @param source the window's size in the image
 * @param output the size it is scaled to
 */
public record Window(int left, int top, ImageSize source, ImageSize output) implements Change {
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
        if (left == 0 && top == 0 && source.equals(ImageSize.of(image)) && output.equals(source)) {
            return image;
        }
        Mat cut = cut(image);
        ImageSize shrunk =
                new ImageSize(Math.min(source.width(), output.width()), Math.min(source.height(), output.height()));
        Mat scaled = scale(scale(cut, shrunk, INTER_AREA), output, INTER_LINEAR);
        // Without scaling the cut may still be a view of the caller's pixels.
        return scaled == cut ? cut.clone() : scaled;
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return output;
    }

    private Mat cut(Mat image) {
        int right = Math.addExact(left, source.width());
        int bottom = Math.addExact(top, source.height());
        int visibleLeft = Math.max(left, 0);
        int visibleTop = Math.max(top, 0);
        int visibleRight = Math.min(right, image.cols());
        int visibleBottom = Math.min(bottom, image.rows());
        Check.that(
                visibleLeft < visibleRight && visibleTop < visibleBottom,
                "%s lies outside the image of %dx%d pixels",
                this,
                image.cols(),
                image.rows());
        Mat visible = new Mat(
                image, new Rect(visibleLeft, visibleTop, visibleRight - visibleLeft, visibleBottom - visibleTop));
        if (visible.cols() == source.width() && visible.rows() == source.height()) {
            return visible;
        }
        Mat padded = new Mat();
        opencv_core.copyMakeBorder(
                visible,
                padded,
                visibleTop - top,
                bottom - visibleBottom,
                visibleLeft - left,
                right - visibleRight,
                // Isolated, or OpenCV would fill from the larger image that `image` may itself be a view of.
                BORDER_CONSTANT | BORDER_ISOLATED,
                Scalar.all(0));
        return padded;
    }

    private static Mat scale(Mat image, ImageSize size, int interpolation) {
        if (size.equals(ImageSize.of(image))) {
            return image;
        }
        Mat scaled = new Mat();
        opencv_imgproc.resize(image, scaled, new Size(size.width(), size.height()), 0, 0, interpolation);
        return scaled;
    }
}
