package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_Lab2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2Lab;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Spreads the lightness of CIE L*a*b* over its whole range, in each part of the image by what is in that part; colours
 * stay. OpenCV's {@code CLAHE} on 8-bit L*a*b*.
 *
 * @param clipLimit how often a value may count, in multiples of the mean count of all values; above 0
 * @param tiles number of parts along each side, at least 1
 */
public record LocalEqualization(double clipLimit, int tiles) implements Tone {
    private static final int LIGHTNESS = 0;

    public LocalEqualization {
        Check.that(
                clipLimit > 0 && clipLimit < Double.POSITIVE_INFINITY,
                "LocalEqualization: clip limit is a number above 0, got %s",
                clipLimit);
        Check.that(tiles >= 1, "LocalEqualization: at least 1 tile along a side, got %d", tiles);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat lab = new Mat();
        opencv_imgproc.cvtColor(image, lab, COLOR_RGB2Lab);
        Mat lightness = new Mat();
        opencv_core.extractChannel(lab, lightness, LIGHTNESS);
        Mat equalized = new Mat();
        opencv_imgproc.createCLAHE(clipLimit, new Size(tiles, tiles)).apply(lightness, equalized);
        opencv_core.insertChannel(equalized, lab, LIGHTNESS);
        Mat changed = new Mat();
        opencv_imgproc.cvtColor(lab, changed, COLOR_Lab2RGB);
        return changed;
    }
}
