package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2HSV;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns every colour around the colour wheel of HSV; grey stays as it is.
 *
 * @param shift in turns, -0.5 to 0.5: a third makes red green, 0 is the image itself
 */
public record Hue(double shift) implements Tone {
    private static final double DEGREES = 360;

    /** Few, since what is in between is four times as large as the image and should stay in the cache. */
    private static final int PIXELS_AT_A_TIME = 1 << 13;

    public Hue {
        Check.that(Math.abs(shift) <= 0.5, "Hue: shift is a part of a turn from -0.5 to 0.5, got %s", shift);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        // Forwards only: OpenCV takes a hue above a whole turn modulo one, but not every build of it one below zero.
        double forwards = (shift < 0 ? shift + 1 : shift) * DEGREES;
        Mat turn = new Mat(4, 1, CV_64F, new DoublePointer(forwards, 0, 0, 0));
        Mat changed = new Mat(image.rows(), image.cols(), CV_8UC3);
        Mat rgb = new Mat();
        Mat hsv = new Mat();
        int rows = Math.max(1, PIXELS_AT_A_TIME / image.cols());
        for (int from = 0; from < image.rows(); from += rows) {
            int to = Math.min(from + rows, image.rows());
            // In floating point: HSV in 8 bits is off by up to 11 grey levels, and no faster.
            image.rowRange(from, to).convertTo(rgb, CV_32F);
            opencv_imgproc.cvtColor(rgb, hsv, COLOR_RGB2HSV);
            opencv_core.add(hsv, turn, hsv);
            opencv_imgproc.cvtColor(hsv, rgb, COLOR_HSV2RGB);
            rgb.convertTo(changed.rowRange(from, to), CV_8U);
        }
        return changed;
    }
}
