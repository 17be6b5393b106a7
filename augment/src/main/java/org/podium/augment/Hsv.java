package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TOZERO;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_TRUNC;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Shifts in HSV, in floating point: in 8 bits colours come back off by up to 11 grey levels, and no faster. A few rows are
 * taken at a time, since what is in between is four times as large as the image and should stay in the cache.
 */
final class Hsv {
    private static final double DEGREES = 360;
    private static final int PIXELS_AT_A_TIME = 1 << 13;

    private Hsv() {}

    /**
     * @param hue in turns
     * @param saturation as a share of full saturation
     * @param value in grey levels
     */
    static Mat shift(Mat image, double hue, double saturation, double value) {
        // Forwards only: OpenCV takes a hue above a whole turn modulo one, but not every build of it one below zero.
        double degrees = (hue < 0 ? hue + 1 : hue) * DEGREES;
        Mat forwards = new Mat(4, 1, CV_64F, new DoublePointer(degrees, 0, 0, 0));
        Mat changed = new Mat(image.rows(), image.cols(), CV_8UC3);
        Mat rgb = new Mat();
        Mat hsv = new Mat();
        int rows = Math.max(1, PIXELS_AT_A_TIME / image.cols());
        for (int from = 0; from < image.rows(); from += rows) {
            int to = Math.min(from + rows, image.rows());
            image.rowRange(from, to).convertTo(rgb, CV_32F);
            opencv_imgproc.cvtColor(rgb, hsv, COLOR_RGB2HSV);
            opencv_core.add(hsv, forwards, hsv);
            if (saturation != 0 || value != 0) {
                shift(hsv, saturation, value);
            }
            opencv_imgproc.cvtColor(hsv, rgb, COLOR_HSV2RGB);
            rgb.convertTo(changed.rowRange(from, to), CV_8U);
        }
        return changed;
    }

    private static void shift(Mat hsv, double saturation, double value) {
        MatVector planes = new MatVector();
        opencv_core.split(hsv, planes);
        Mat colourful = planes.get(1);
        Mat shifted = new Mat();
        colourful.convertTo(shifted, -1, 1, saturation);
        if (saturation > 0) {
            // Grey has no hue to become more colourful in. Any other colour is above the minimum by this factor, since
            // a byte's least saturation is 1/255.
            colourful.convertTo(colourful, -1, 1 + 256 * saturation, 0);
            opencv_core.min(shifted, colourful, shifted);
        }
        clamp(shifted, 1).copyTo(colourful);
        Mat light = planes.get(2);
        light.convertTo(light, -1, 1, value);
        clamp(light, 255);
        opencv_core.merge(planes, hsv);
    }

    private static Mat clamp(Mat plane, double most) {
        opencv_imgproc.threshold(plane, plane, most, 0, THRESH_TRUNC);
        opencv_imgproc.threshold(plane, plane, 0, 0, THRESH_TOZERO);
        return plane;
    }
}
