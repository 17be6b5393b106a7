package org.podium.pipeline.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes image files to 8-bit RGB.
 *
 * <p>Grey becomes three equal channels, an alpha channel is dropped, 16-bit values are scaled to 8 bit, and the EXIF
 * orientation is applied, so that pixels are as a viewer shows them. Decoding is OpenCV's; what that cannot read (GIF)
 * goes through ImageIO, first frame only. {@link ImageRows#through} has a JPEG decoded at 1/2, 1/4 or 1/8 of its size
 * where no more of it is wanted.
 */
public final class ImageFile {
    static {
        // One thread a worker: processes, not threads, are the unit of parallel work.
        opencv_core.setNumThreads(1);
    }

    private ImageFile() {}

    /**
     * Decodes one file. The result belongs to the caller's {@link org.bytedeco.javacpp.PointerScope}.
     *
     * @return 8-bit, three channels, RGB
     * @throws BadImageException when the content is no image, stops short of its end or is overwritten with zeros
     * @throws IOException when the file cannot be read
     */
    public static Mat read(Path file) throws IOException {
        return decode(file, Files.readAllBytes(file));
    }

    /**
     * {@link #read} for a file whose content is at hand already.
     *
     * @param file what messages call it
     */
    static Mat decode(Path file, byte[] bytes) throws IOException {
        return decode(file, bytes, 1);
    }

    /**
     * {@link #decode} at a reduced scale, where the format is JPEG: each side divided and rounded up. It is a low-pass
     * filter in the frequencies that the file holds, close to the mean of the pixels that become one.
     *
     * @param factor 1, 2, 4 or 8
     */
    static Mat decode(Path file, byte[] bytes, int factor) throws IOException {
        if (bytes.length == 0) {
            throw new BadImageException(file, "the file is empty", null);
        }
        if (isGif(bytes)) {
            return gif(file, bytes);
        }
        return decodeAs(file, bytes, flags(factor));
    }

    /**
     * What OpenCV makes of a file.
     *
     * @param flags of OpenCV's decoder
     */
    static Mat decodeAs(Path file, byte[] bytes, int flags) throws BadImageException {
        requireWhole(file, bytes);
        Mat image;
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer)) {
            image = opencv_imgcodecs.imdecode(encoded, flags);
        } catch (RuntimeException e) {
            if (isOutOfMemory(e)) {
                throw e;
            }
            throw new BadImageException(file, "the image cannot be decoded", e);
        }
        if (image.empty()) {
            throw new BadImageException(file, "this is no image that podium can decode", null);
        }
        return image;
    }

    private static int flags(int factor) {
        int scale =
                switch (factor) {
                    case 1 -> 0;
                    case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
                    case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
                    case 8 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
                    default -> throw new IllegalArgumentException("no image is decoded at 1/" + factor);
                };
        return scale | opencv_imgcodecs.IMREAD_COLOR_RGB;
    }

    /** Whether OpenCV found no memory (its error code -4), which says nothing of the image. */
    static boolean isOutOfMemory(RuntimeException e) {
        return String.valueOf(e.getMessage()).contains("Insufficient memory");
    }

    private static boolean isGif(byte[] b) {
        return b.length > 4 && b[0] == 'G' && b[1] == 'I' && b[2] == 'F' && b[3] == '8';
    }

    private static Mat gif(Path file, byte[] bytes) throws IOException {
        BufferedImage image = buffered(file, bytes);
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] rgb = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            rgb[3 * i] = (byte) (argb[i] >> 16);
            rgb[3 * i + 1] = (byte) (argb[i] >> 8);
            rgb[3 * i + 2] = (byte) argb[i];
        }
        Mat mat = new Mat(height, width, opencv_core.CV_8UC3);
        mat.data().put(rgb);
        return mat;
    }

    /** What ImageIO makes of a file. */
    static BufferedImage buffered(Path file, byte[] bytes) throws BadImageException {
        requireWhole(file, bytes);
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException | RuntimeException e) {
            throw new BadImageException(file, "the image is truncated or damaged", e);
        }
        if (image == null) {
            throw new BadImageException(file, "this is no image that podium can decode", null);
        }
        return image;
    }

    private static void requireWhole(Path file, byte[] bytes) throws BadImageException {
        Optional<String> damage = damage(bytes);
        if (damage.isPresent()) {
            throw new BadImageException(file, damage.get(), null);
        }
    }

    /** What OpenCV does not say. */
    private static Optional<String> damage(byte[] b) {
        if (b.length > 3 && b[0] == (byte) 0xFF && b[1] == (byte) 0xD8) {
            return Jpeg.damage(b);
        }
        boolean png = b.length > 8 && b[0] == (byte) 0x89 && b[1] == 'P' && b[2] == 'N' && b[3] == 'G';
        return png && lastIndexOf(b, new byte[] {'I', 'E', 'N', 'D'}, 8) < 0
                ? Optional.of("the image is truncated")
                : Optional.empty();
    }

    private static int lastIndexOf(byte[] in, byte[] what, int from) {
        for (int i = in.length - what.length; i >= from; i--) {
            int matched = 0;
            while (matched < what.length && in[i + matched] == what[matched]) {
                matched++;
            }
            if (matched == what.length) {
                return i;
            }
        }
        return -1;
    }
}
