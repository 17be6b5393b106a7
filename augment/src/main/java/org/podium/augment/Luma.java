package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The grey of a colour as ITU-R BT.601 weighs it, which torchvision, Pillow and OpenCV share. */
final class Luma {
    static final double RED = 0.299;
    static final double GREEN = 0.587;
    static final double BLUE = 0.114;

    private Luma() {}

    /** That of every pixel, rounded. */
    static Mat of(Mat image) {
        Mat grey = new Mat();
        opencv_imgproc.cvtColor(image, grey, COLOR_RGB2GRAY);
        return grey;
    }
}
