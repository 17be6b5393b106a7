package org.podium.pipeline.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.file.Path;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The pixels of a decoded mask file, line by line, as the codes that its classes have. */
record MaskPixels(int width, int height, Lines lines) {
    /** Marks a colour, {@code 0xRRGGBB}, where the classes have values. */
    static final int NO_VALUE = 0x80000000;

    private static final int WHITE = 255;

    /** Writes the codes of a line to an array of at least its width. */
    @FunctionalInterface
    interface Lines {
        void read(int y, int[] codes);
    }

    /**
     * The pixels of an image that OpenCV decoded: grey values of 8 or 16 bits, or three channels, blue first.
     *
     * @throws BadImageException if the image has other pixels, or such as cannot have the codes
     */
    static MaskPixels of(Path file, Mat image, boolean colors) throws BadImageException {
        int type = image.type();
        if (type == opencv_core.CV_16UC1 && !colors) {
            byte[] line = new byte[2 * image.cols()];
            return new MaskPixels(image.cols(), image.rows(), (y, codes) -> shorts(image, y, line, codes));
        }
        if (type != opencv_core.CV_8UC1 && type != opencv_core.CV_8UC3) {
            throw new BadImageException(
                    file,
                    colors
                            ? "expected a mask in colours of 8 bits, as the classes have"
                            : "expected a mask of grey values of at most 16 bits, or of a palette",
                    null);
        }
        byte[] line = new byte[image.channels() * image.cols()];
        int factor = colors ? 0x010101 : 1;
        Lines lines = type == opencv_core.CV_8UC1
                ? (y, codes) -> values(image, y, line, factor, codes)
                : (y, codes) -> colors(image, y, line, colors, codes);
        return new MaskPixels(image.cols(), image.rows(), lines);
    }

    /**
     * The pixels of an image that ImageIO decoded, with a palette or with grey values of less than 8 bits.
     *
     * @param grey whether it has grey values
     */
    static MaskPixels of(BufferedImage image, MaskCoding coding, boolean grey) {
        ColorModel model = image.getColorModel();
        int[] meaning = new int[1 << model.getPixelSize()];
        for (int i = 0; i < meaning.length; i++) {
            boolean known = !(model instanceof IndexColorModel palette) || i < palette.getMapSize();
            meaning[i] = !coding.colors() ? i : known ? model.getRGB(i) & 0xFFFFFF : 0;
        }
        boolean oneIsKnown = coding.codes().contains(1)
                || coding.ignored().filter(code -> code == 1).isPresent();
        if (grey && meaning.length == 2 && !coding.colors() && !oneIsKnown) {
            meaning[1] = WHITE;
        }
        Raster raster = image.getRaster();
        return new MaskPixels(raster.getWidth(), raster.getHeight(), (y, codes) -> {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, 0, codes);
            for (int x = 0; x < raster.getWidth(); x++) {
                codes[x] = meaning[codes[x]];
            }
        });
    }

    private static void values(Mat image, int y, byte[] line, int factor, int[] codes) {
        image.ptr(y).get(line);
        for (int x = 0; x < line.length; x++) {
            codes[x] = (line[x] & 0xFF) * factor;
        }
    }

    /** Two bytes each, the lower first, as the processors have it for which podium comes with OpenCV. */
    private static void shorts(Mat image, int y, byte[] line, int[] codes) {
        image.ptr(y).get(line);
        for (int x = 0; x < image.cols(); x++) {
            codes[x] = line[2 * x] & 0xFF | (line[2 * x + 1] & 0xFF) << 8;
        }
    }

    /** Three equal parts are a grey value where the classes have values. */
    private static void colors(Mat image, int y, byte[] line, boolean colors, int[] codes) {
        image.ptr(y).get(line);
        for (int x = 0; x < image.cols(); x++) {
            int blue = line[3 * x] & 0xFF;
            int green = line[3 * x + 1] & 0xFF;
            int red = line[3 * x + 2] & 0xFF;
            int rgb = red << 16 | green << 8 | blue;
            boolean grey = red == green && green == blue;
            codes[x] = colors ? rgb : grey ? red : rgb | NO_VALUE;
        }
    }
}
