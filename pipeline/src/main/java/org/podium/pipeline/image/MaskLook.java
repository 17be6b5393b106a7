package org.podium.pipeline.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.pipeline.run.Hashes;

/**
 * All that is kept of a mask that was looked at once.
 *
 * @param sha256 of the file, in lower-case hexadecimal
 * @param pixels how many of them each class has
 */
public record MaskLook(String sha256, MaskCounts pixels) {
    /**
     * Looks at one file. Leaves nothing behind outside the Java heap.
     *
     * @param image what is known of the image that it belongs to
     * @throws BadImageException when the content is no mask, has another size than the image, or pixels of no known code
     * @throws IOException when the file cannot be read
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    public static MaskLook read(Path file, MaskCoding coding, ImageFacts image) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            byte[] bytes = Files.readAllBytes(file);
            Mat mask = MaskFile.decode(file, bytes, coding, image.width(), image.height());
            return new MaskLook(Hashes.of(bytes), MaskCounts.of(mask, coding.classes()));
        }
    }
}
