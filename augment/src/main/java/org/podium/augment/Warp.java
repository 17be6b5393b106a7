package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_NEAREST;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Turns, slants, scales or shifts the image, whose size stays. Interpolated linearly.
 *
 * @param matrix where every point goes; affine, and can be inverted
 */
public record Warp(Matrix matrix, Border border) implements Motion {
    public Warp {
        Check.that(matrix.isAffine(), "a warp is affine, got %s", matrix);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return warp(image, INTER_LINEAR, border.code(), border.colour());
    }

    @Override
    public Mask apply(Mask mask) {
        return mask.with(warp(mask.labels(), INTER_NEAREST, BORDER_CONSTANT, Scalar.all(mask.fill())));
    }

    @Override
    public Keypoint move(Keypoint point, ImageSize input) {
        return matrix.map(point);
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return input;
    }

    private Mat warp(Mat pixels, int interpolation, int mode, Scalar beyond) {
        if (matrix.equals(Matrix.IDENTITY)) {
            return pixels;
        }
        Mat warped = new Mat();
        Size size = new Size(pixels.cols(), pixels.rows());
        opencv_imgproc.warpAffine(pixels, warped, matrix.toMat(), size, interpolation, mode, beyond);
        return warped;
    }
}
