package org.podium.pipeline.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes mask files to class indices, and encodes them.
 *
 * <p>PNG, BMP and TIFF are read, with grey values of up to 16 bits, a palette, or colours of 8 bits. Of a palette the
 * indices count, unless the coding is of colours. Grey values of 1, 2 and 4 bits stay the small numbers that they are, but
 * where no class is 1, the white of 1 bit is 255. Colours with three equal parts are grey values. An alpha channel is
 * dropped. Formats that do not keep values or colours, JPEG above all, are refused. The EXIF orientation is applied, as
 * {@link ImageFile} does for images: both then are as a viewer shows them.
 */
public final class MaskFile {
    private static final int GREY_BITS = 8;

    /** No code. */
    private static final int NONE = -1;

    private MaskFile() {}

    /**
     * Decodes one file. The result belongs to the caller's {@link org.bytedeco.javacpp.PointerScope}.
     *
     * @return {@code CV_8UC1}: the index of each pixel's class, or {@link MaskCoding#IGNORED}
     * @throws BadImageException when the content is no image, is of a format that does not keep values, is damaged, or has
     *     a pixel that is of no class
     * @throws IOException when the file cannot be read
     */
    public static Mat read(Path file, MaskCoding coding) throws IOException {
        return decode(file, Files.readAllBytes(file), coding);
    }

    /**
     * {@link #read} for the mask of an image, which has to be as large.
     *
     * @param width of the image in pixels
     * @param height of the image in pixels
     */
    static Mat read(Path file, MaskCoding coding, int width, int height) throws IOException {
        return decode(file, Files.readAllBytes(file), coding, width, height);
    }

    /** The same for a file whose content is at hand already. */
    static Mat decode(Path file, byte[] bytes, MaskCoding coding, int width, int height) throws IOException {
        Mat mask = decode(file, bytes, coding);
        if (mask.cols() != width || mask.rows() != height) {
            throw new BadImageException(
                    file,
                    "the mask has " + mask.cols() + " x " + mask.rows() + " pixels, its image " + width + " x "
                            + height,
                    null);
        }
        return mask;
    }

    /**
     * {@link #read(Path, MaskCoding)} for a file whose content is at hand already.
     *
     * @param file what messages call it
     */
    public static Mat decode(Path file, byte[] bytes, MaskCoding coding) throws IOException {
        ImageHeader header = ImageHeader.of(bytes);
        switch (header.format()) {
            case "png", "bmp", "tiff" -> {}
            case "other" -> {
                ImageFile.decode(file, bytes).close(); // which tells what is wrong with it, if anything is
                throw new BadImageException(file, "no format of masks, expected PNG, BMP or TIFF", null);
            }
            default ->
                throw new BadImageException(
                        file,
                        "a " + header.format().toUpperCase(Locale.ROOT)
                                + " file may change the values of a mask, expected PNG, BMP or TIFF",
                        null);
        }
        boolean grey = header.mode().equals("grey");
        if (header.mode().equals("palette") || grey && header.bitDepth() < GREY_BITS) {
            BufferedImage image = ImageFile.buffered(file, bytes);
            return Orientation.of(bytes).apply(indices(file, MaskPixels.of(image, coding, grey), coding));
        }
        try (Mat image =
                ImageFile.decodeAs(file, bytes, opencv_imgcodecs.IMREAD_ANYCOLOR | opencv_imgcodecs.IMREAD_ANYDEPTH)) {
            return indices(file, MaskPixels.of(file, image, coding.colors()), coding);
        }
    }

    private static Mat indices(Path file, MaskPixels pixels, MaskCoding coding) throws BadImageException {
        CodeTable table = new CodeTable(coding);
        int width = pixels.width();
        int[] codes = new int[width];
        byte[] line = new byte[width];
        int code = 0;
        int index = table.indexOf(code);
        Mat mask = new Mat(pixels.height(), width, opencv_core.CV_8UC1);
        for (int y = 0; y < pixels.height(); y++) {
            pixels.lines().read(y, codes);
            for (int x = 0; x < width; x++) {
                if (codes[x] != code) { // most pixels are what the one before is
                    code = codes[x];
                    index = table.indexOf(code);
                }
                if (index == CodeTable.NONE) {
                    mask.close();
                    throw unknown(file, code, x, y, coding);
                }
                line[x] = (byte) index;
            }
            mask.ptr(y).put(line);
        }
        return mask;
    }

    private static BadImageException unknown(Path file, int code, int x, int y, MaskCoding coding) {
        String what = code < 0 ? MaskCoding.color(code & ~MaskPixels.NO_VALUE) : coding.text(code);
        return new BadImageException(
                file,
                what + " at x " + x + ", y " + y + " is of no class; the class table has " + coding.known(),
                null);
    }

    /**
     * The pixels of a mask, row-major.
     *
     * @param mask {@code CV_8UC1}
     */
    public static byte[] bytes(Mat mask) {
        int width = mask.cols();
        byte[] bytes = new byte[Math.multiplyExact(width, mask.rows())];
        for (int y = 0; y < mask.rows(); y++) {
            mask.ptr(y).get(bytes, y * width, width);
        }
        return bytes;
    }

    /**
     * A mask of class indices, owned by the caller's scope.
     *
     * @param pixels row-major
     */
    public static Mat mat(byte[] pixels, int width, int height) {
        Mat mask = new Mat(height, width, opencv_core.CV_8UC1);
        mask.data().put(pixels);
        return mask;
    }

    /**
     * The bytes of a PNG file: grey values of 8 bits, or 16 if a class has one above 255, or colours.
     *
     * @param mask {@code CV_8UC1}, the index of each pixel's class, or {@link MaskCoding#IGNORED} if the coding has it
     * @throws IllegalArgumentException if it has another index
     */
    public static byte[] png(Mat mask, MaskCoding coding) {
        int[] codes = new int[MaskCoding.IGNORED + 1];
        Arrays.fill(codes, NONE);
        for (int i = 0; i < coding.classes(); i++) {
            codes[i] = coding.codes().get(i);
        }
        coding.ignored().ifPresent(code -> codes[MaskCoding.IGNORED] = code);
        int most = Arrays.stream(codes).max().orElseThrow();
        int bytes = coding.colors() ? 3 : most > 0xFF ? 2 : 1;
        int type = bytes == 2 ? opencv_core.CV_16UC1 : opencv_core.CV_8UC(bytes);
        byte[] line = new byte[mask.cols()];
        byte[] coded = new byte[bytes * line.length];
        try (Mat image = new Mat(mask.rows(), mask.cols(), type);
                BytePointer out = new BytePointer();
                IntPointer none = new IntPointer(0L)) {
            for (int y = 0; y < mask.rows(); y++) {
                mask.ptr(y).get(line);
                for (int x = 0; x < line.length; x++) {
                    int index = line[x] & 0xFF;
                    if (codes[index] == NONE) {
                        throw new IllegalArgumentException(
                                "index " + index + " at x " + x + ", y " + y + " of " + coding.classes() + " classes");
                    }
                    // The lower byte first, as MaskPixels reads them; of colours, blue first.
                    for (int b = 0; b < bytes; b++) {
                        coded[bytes * x + b] = (byte) (codes[index] >> 8 * b);
                    }
                }
                image.ptr(y).put(coded);
            }
            if (!opencv_imgcodecs.imencode(".png", image, out, none)) {
                throw new IllegalStateException("OpenCV cannot write a PNG of " + mask.cols() + " × " + mask.rows());
            }
            byte[] png = new byte[(int) out.limit()];
            out.get(png);
            return png;
        }
    }
}
