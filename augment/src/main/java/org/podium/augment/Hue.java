package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
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

    public Hue {
        Check.that(Math.abs(shift) <= 0.5, "Hue: shift is a part of a turn from -0.5 to 0.5, got %s", shift);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        // In floating point: HSV in 8 bits is off by up to 11 grey levels, and no faster.
        Mat rgb = new Mat();
        image.convertTo(rgb, CV_32F);
        Mat hsv = new Mat();
        opencv_imgproc.cvtColor(rgb, hsv, COLOR_RGB2HSV);
        // Forwards only: OpenCV takes a hue above a whole turn modulo one, but not every build of it one below zero.
        double forwards = shift < 0 ? shift + 1 : shift;
        DoublePointer turn = new DoublePointer(1, 0, 0, forwards * DEGREES, 0, 1, 0, 0, 0, 0, 1, 0);
        opencv_core.transform(hsv, rgb, new Mat(3, 4, CV_64F, turn));
        opencv_imgproc.cvtColor(rgb, hsv, COLOR_HSV2RGB);
        Mat changed = new Mat();
        hsv.convertTo(changed, CV_8U);
        return changed;
    }
}
