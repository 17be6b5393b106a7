package org.podium.pipeline.image;

import java.util.Arrays;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An image in 16 × 16 pixels of 8-bit RGB, each the mean over the area that it stands for. The aspect ratio is lost.
 * Immutable.
 */
public final class Thumbnail {
    /** Rows, and columns. */
    public static final int SIDE = 16;
    /** Numbers of a thumbnail: rows × columns × red, green, blue. */
    public static final int LENGTH = SIDE * SIDE * 3;

    private final byte[] rgb;

    private Thumbnail(byte[] rgb) {
        this.rgb = rgb;
    }

    /**
     * A thumbnail whose pixels are known.
     *
     * @param rgb {@link #LENGTH} unsigned bytes: row by row, pixel by pixel, red, green, blue
     */
    public static Thumbnail of(byte[] rgb) {
        if (rgb.length != LENGTH) {
            throw new IllegalArgumentException("a thumbnail has " + LENGTH + " bytes, not " + rgb.length);
        }
        return new Thumbnail(rgb.clone());
    }

    /** @param rgb 8-bit, three channels, of any size */
    public static Thumbnail of(Mat rgb) {
        try (Mat small = area(rgb, SIDE)) {
            byte[] bytes = new byte[LENGTH];
            small.data().get(bytes);
            return new Thumbnail(bytes);
        }
    }

    /**
     * A square of means: a pixel counts as a square of one colour, and each pixel of the result is the mean of what it
     * covers, whether the image becomes smaller by it or larger.
     */
    static Mat area(Mat image, int side) {
        // OpenCV takes the mean only if no side grows, and the overlap only if one does: so one side after the other.
        boolean mixed = image.cols() < side != image.rows() < side;
        if (!mixed) {
            return resized(image, side, side);
        }
        try (Mat narrow = resized(image, side, image.rows())) {
            return resized(narrow, side, side);
        }
    }

    private static Mat resized(Mat image, int width, int height) {
        Mat result = new Mat();
        try (Size size = new Size(width, height)) {
            opencv_imgproc.resize(image, result, size, 0, 0, opencv_imgproc.INTER_AREA);
        }
        return result;
    }

    /** 0 to 255. */
    public int at(int row, int column, int channel) {
        return rgb[(row * SIDE + column) * 3 + channel] & 0xFF;
    }

    /** The numbers as {@link #of(byte[])} takes them; a copy. */
    public byte[] bytes() {
        return rgb.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Thumbnail that && Arrays.equals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgb);
    }
}
