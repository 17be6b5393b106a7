package org.podium.pipeline.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Chain;
import org.podium.augment.ImageSize;
import org.podium.augment.Sequence;

/**
 * From a file to the image that a network sees; {@link ImageRows#through} tells how.
 *
 * @param streams the random stream of each transform, a new one at each call
 */
record Preparation(Sequence transforms, IntFunction<RandomGenerator> streams) {
    /** What JPEG decoders can leave out: of the 8 × 8 frequencies of a block all but 4 × 4, 2 × 2 or one. */
    private static final int MOST = 8;

    Mat image(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Optional<ImageSize> told = Jpeg.size(bytes);
        if (told.isPresent()) {
            ImageSize size = told.get();
            Chain drawn = transforms.draw(size, streams);
            int factor = drawn.reduction(size, MOST);
            Mat image = ImageFile.decode(file, bytes, factor);
            if (ImageSize.of(image).equals(reduced(size, factor))) {
                return drawn.reduced(factor, size).apply(image);
            }
        }
        // No JPEG, or one whose header tells another size than the decoder finds: what is decoded counts.
        return transforms.apply(ImageFile.decode(file, bytes), streams);
    }

    private static ImageSize reduced(ImageSize size, int factor) {
        return new ImageSize((size.width() + factor - 1) / factor, (size.height() + factor - 1) / factor);
    }
}
