package org.podium.pipeline.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.pipeline.run.Hashes;

/**
 * All that is kept of an image that was looked at once: read once, decoded once.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param pixels checksum of the decoded pixels and their layout: equal for images that look the same to the last bit,
 *     however they are stored. Two that differ share it with a chance of 2⁻⁶⁴, but it is no defence against intent.
 * @param facts size, mode, brightness
 * @param thumbnail the image in 16 × 16 pixels
 * @param hash of what it looks like
 */
public record ImageLook(String sha256, long pixels, ImageFacts facts, Thumbnail thumbnail, PerceptualHash hash) {
    /**
     * Looks at one file. Leaves nothing behind outside the Java heap.
     *
     * @throws BadImageException when the content is no image or stops short of its end
     * @throws IOException when the file cannot be read
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    public static ImageLook read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (PointerScope scope = new PointerScope()) {
            Mat rgb = ImageFile.decode(file, bytes);
            // Means of means are means: the large image is gone through once for both.
            Mat small = Thumbnail.area(rgb, PerceptualHash.SIDE);
            return new ImageLook(
                    Hashes.of(bytes),
                    checksum(rgb),
                    ImageFacts.of(bytes, rgb),
                    Thumbnail.of(small),
                    PerceptualHash.of(small));
        }
    }

    /** Two checksums with polynomials of their own, which the processor computes many times faster than a SHA. */
    private static long checksum(Mat rgb) {
        CRC32 low = new CRC32();
        CRC32C high = new CRC32C();
        ByteBuffer pixels = new BytePointer(rgb.data())
                .capacity(rgb.total() * rgb.elemSize())
                .asByteBuffer();
        low.update(pixels.duplicate());
        high.update(pixels);
        ByteBuffer width = ByteBuffer.allocate(Integer.BYTES).putInt(0, rgb.cols());
        low.update(width.duplicate());
        high.update(width);
        return high.getValue() << 32 | low.getValue();
    }
}
