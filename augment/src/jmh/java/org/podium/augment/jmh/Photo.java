package org.podium.augment.jmh;

import java.util.SplittableRandom;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Something like a photo: slow waves of colour, an edge, and the noise of a sensor. */
final class Photo {
    private static final double NOISE = 6;

    private Photo() {}

    /** Square, the same each time. */
    static byte[] bytes(int side) {
        SplittableRandom random = new SplittableRandom(side);
        byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % side;
            int y = i / 3 / side;
            double wave =
                    switch (i % 3) {
                        case 0 -> Math.sin(x / 17.0 + y / 31.0);
                        case 1 -> 2.0 * y / side - 1;
                        default -> Math.cos(y / 13.0 - x / 29.0);
                    };
            double light = x + y < side ? 150 : 90;
            double value = light + 80 * wave + NOISE * random.nextGaussian();
            rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return rgb;
    }

    static Mat drawn(int side) {
        Mat image = new Mat(side, side, opencv_core.CV_8UC3);
        image.data().put(bytes(side));
        return image;
    }
}
