package org.podium.pipeline.report;

import java.util.OptionalInt;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.pipeline.image.MaskCoding;

/**
 * How masks are shown over images.
 *
 * @param palette of the classes
 * @param background the class that is not painted, if any
 */
public record Overlay(Palette palette, OptionalInt background) {
    private static final int OPAQUE = 0xFF000000;

    /** Stripes of pixels that belong to no class, as 0xAARRGGBB. */
    private static final int DARK = OPAQUE | 0x404040;

    private static final int LIGHT = OPAQUE | 0xF0F0F0;

    /** Width of a stripe, measured along a row, in pixels. */
    private static final int STRIPE = 4;

    /**
     * The picture to lay over the image; half of it shows through by the page's style.
     *
     * @param mask {@code CV_8UC1}, class indices or {@link MaskCoding#IGNORED}
     * @return {@code CV_8UC4} of the same size: blue, green, red and opacity
     */
    public Mat paint(Mat mask) {
        byte[] line = new byte[mask.cols()];
        byte[] painted = new byte[4 * line.length];
        Mat overlay = new Mat(mask.rows(), mask.cols(), opencv_core.CV_8UC4);
        for (int y = 0; y < mask.rows(); y++) {
            mask.ptr(y).get(line);
            for (int x = 0; x < line.length; x++) {
                int argb = argb(line[x] & 0xFF, x, y);
                for (int b = 0; b < 4; b++) {
                    painted[4 * x + b] = (byte) (argb >> 8 * b);
                }
            }
            overlay.ptr(y).put(painted);
        }
        return overlay;
    }

    private int argb(int index, int x, int y) {
        if (index == MaskCoding.IGNORED) {
            return (x + y) / STRIPE % 2 == 0 ? DARK : LIGHT;
        }
        if (background.isPresent() && background.getAsInt() == index) {
            return 0;
        }
        return OPAQUE | palette.colours().get(index);
    }
}
