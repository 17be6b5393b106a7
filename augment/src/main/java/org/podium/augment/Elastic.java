package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.RNG;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The displacements of {@link ElasticTransform}.
 *
 * @param seed where the noise starts from
 */
public record Elastic(long seed, double alpha, double sigma, Border border) implements Distortion {
    /** Pixels of the coarse grid per standard deviation of the Gaussian, at least: enough to interpolate without loss. */
    private static final int RESOLUTION = 2;

    /** Standard deviations after which the Gaussian is cut off. */
    private static final int REACH = 3;

    /**
     * Smooth noise needs few points: it is drawn and smoothed on a coarse grid and interpolated. One of its points
     * stands for a square of noise of the fine grid, whose mean would have a standard deviation smaller by the side.
     */
    @Override
    public Field field(ImageSize size) {
        int side = Math.max(1, (int) (sigma / RESOLUTION));
        int width = (size.width() - 1) / side + 1;
        int height = (size.height() - 1) / side + 1;
        Mat noise = new Mat(height, width, CV_32FC2);
        double most = alpha / side;
        new RNG(seed)._fill(noise, RNG.UNIFORM, scalar(-most), scalar(most));
        Mat smooth = new Mat();
        int reach = (int) Math.ceil(REACH * sigma / side);
        Size kernel = new Size(2 * reach + 1, 2 * reach + 1);
        opencv_imgproc.GaussianBlur(noise, smooth, kernel, sigma / side, sigma / side, BORDER_REPLICATE, 0);
        if (side == 1) {
            return new Field(smooth);
        }
        Mat offsets = new Mat();
        opencv_imgproc.resize(smooth, offsets, new Size(size.width(), size.height()), 0, 0, INTER_LINEAR);
        return new Field(offsets);
    }

    private static Mat scalar(double value) {
        return new Mat(1, 1, CV_64F, Scalar.all(value));
    }
}
