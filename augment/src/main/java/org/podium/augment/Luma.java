package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Scalar;

/** The grey of a colour as ITU-R BT.601 weighs it, which torchvision, Pillow and OpenCV share. */
final class Luma {
    static final double RED = 0.299;
    static final double GREEN = 0.587;
    static final double BLUE = 0.114;

    private Luma() {}

    static double of(Scalar rgb) {
        return RED * rgb.get(0) + GREEN * rgb.get(1) + BLUE * rgb.get(2);
    }
}
