package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2RGBA;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGBA2RGB;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One of the eight ways to lay a picture on itself or across: mirrored, turned by quarters, transposed. No pixel is
 * interpolated.
 *
 * @param transposed whether rows and columns change places, which comes first
 * @param horizontal whether left and right then change places
 * @param vertical whether top and bottom then change places
 */
public record Symmetry(boolean transposed, boolean horizontal, boolean vertical) implements Motion {
    static final Symmetry IDENTITY = new Symmetry(false, false, false);

    private static final int AROUND_HORIZONTAL_AXIS = 0;
    private static final int AROUND_VERTICAL_AXIS = 1;
    private static final int AROUND_BOTH = -1;

    /** Channels with which OpenCV transposes any type of pixel as one; of more it knows some numbers only. */
    private static final int WIDEST = 4;

    /** Turned counter-clockwise, 0 to 3 times by a quarter. */
    static Symmetry turned(int quarters) {
        return new Symmetry(quarters % 2 == 1, quarters >= 2, quarters == 1 || quarters == 2);
    }

    /** What puts everything back in place. */
    Symmetry inverse() {
        return transposed ? new Symmetry(true, vertical, horizontal) : this;
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return move(image);
    }

    @Override
    public Mask apply(Mask mask) {
        return mask.with(move(mask.labels()));
    }

    @Override
    public Keypoint move(Keypoint point, ImageSize input) {
        ImageSize output = outputSize(input);
        double x = transposed ? point.y() : point.x();
        double y = transposed ? point.x() : point.y();
        return new Keypoint(horizontal ? output.width() - x : x, vertical ? output.height() - y : y);
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return transposed ? input.transposed() : input;
    }

    /** Of pixels of any kind. */
    Mat move(Mat pixels) {
        return transposed ? flip(transpose(pixels)) : flip(pixels);
    }

    private static Mat transpose(Mat pixels) {
        Mat moved = new Mat();
        if (pixels.channels() <= WIDEST) {
            opencv_core.transpose(pixels, moved);
            return moved;
        }
        int channels = pixels.channels();
        Mat packed = pixels.isContinuous() ? pixels : pixels.clone();
        Mat cube = packed.reshape(1, 3, new int[] {pixels.rows(), pixels.cols(), channels});
        opencv_core.transposeND(cube, new int[] {1, 0, 2}, moved);
        return moved.reshape(channels, 2, new int[] {pixels.cols(), pixels.rows()});
    }

    private Mat flip(Mat pixels) {
        if (!horizontal && !vertical) {
            return pixels;
        }
        int one = horizontal ? AROUND_VERTICAL_AXIS : AROUND_HORIZONTAL_AXIS;
        int axis = horizontal && vertical ? AROUND_BOTH : one;
        Mat moved = new Mat();
        if (!horizontal || pixels.type() != CV_8UC3) {
            opencv_core.flip(pixels, moved, axis);
            return moved;
        }
        // Rows of three bytes a pixel are mirrored pixel by pixel, of four many at a time: faster, conversions
        // included.
        Mat wide = new Mat();
        opencv_imgproc.cvtColor(pixels, wide, COLOR_RGB2RGBA);
        opencv_core.flip(wide, wide, axis);
        opencv_imgproc.cvtColor(wide, moved, COLOR_RGBA2RGB);
        return moved;
    }
}
