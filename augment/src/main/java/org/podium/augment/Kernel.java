package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_ISOLATED;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/**
 * Weights of the pixels around one, in a square around it; the image goes on mirrored beyond its edges, {@code
 * dcb|abcd|cba}.
 */
final class Kernel {
    /** Isolated, or OpenCV would take what is beyond the edges from the larger image that this may be a view of. */
    static final int BEYOND = BORDER_REFLECT_101 | BORDER_ISOLATED;

    private final float[] weights;

    private Kernel(float[] weights) {
        this.weights = weights;
    }

    /** @param weights row by row, an odd number of rows and as many columns */
    static Kernel of(float... weights) {
        return new Kernel(weights);
    }

    /** The eight around the middle weigh the same. */
    static Kernel threeByThree(double middle, double neighbour) {
        float[] weights = new float[9];
        Arrays.fill(weights, (float) neighbour);
        weights[4] = (float) middle;
        return new Kernel(weights);
    }

    Mat apply(Mat image) {
        int side = (int) Math.sqrt(weights.length);
        Mat square = new Mat(side, side, CV_32F, new FloatPointer(weights));
        Mat changed = new Mat();
        opencv_imgproc.filter2D(image, changed, -1, square, new Point(-1, -1), 0, BEYOND);
        return changed;
    }
}
