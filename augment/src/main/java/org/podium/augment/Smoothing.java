package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;

/**
 * Makes of every pixel a mean of those around it, weighed by a Gaussian. The image goes on mirrored beyond its edges.
 *
 * @param sigma the Gaussian's standard deviation in pixels, above 0
 * @param width pixels across that count: odd, 1 to 701
 */
public record Smoothing(double sigma, int width) implements Tone {
    static final int WIDEST = 701;

    /** Weight at both ends that is left out, since it makes less than half a grey level and takes its time. */
    private static final double NEGLIGIBLE = 1.0 / 1024;

    public Smoothing {
        Check.that(sigma > 0 && sigma < WIDEST, "Smoothing: sigma is a number of pixels above 0, got %s", sigma);
        Check.that(
                width >= 1 && width <= WIDEST && width % 2 == 1,
                "Smoothing: width is an odd number from 1 to %d, got %d",
                WIDEST,
                width);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        float[] weights = weights();
        if (weights.length == 1) {
            return image;
        }
        Mat row = new Mat(1, weights.length, CV_32F, new FloatPointer(weights));
        Mat changed = new Mat();
        opencv_imgproc.sepFilter2D(image, changed, -1, row, row, new Point(-1, -1), 0, Kernel.BEYOND);
        return changed;
    }

    private float[] weights() {
        double[] half = new double[width / 2 + 1];
        double sum = 0;
        for (int i = 0; i < half.length; i++) {
            half[i] = StrictMath.exp(-0.5 * (i / sigma) * (i / sigma));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        int reach = half.length - 1;
        double kept = sum;
        while (reach > 0 && sum - (kept - 2 * half[reach]) < NEGLIGIBLE * sum) {
            kept -= 2 * half[reach--];
        }
        float[] weights = new float[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            weights[reach + i] = (float) (half[Math.abs(i)] / kept);
        }
        return weights;
    }
}
