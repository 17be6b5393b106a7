package org.podium.pipeline.image;

import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Sample;

/** A {@link RowSample} of which there is only the image. */
@FunctionalInterface
public interface RowImage extends RowSample {
    /**
     * @return 8-bit RGB of the batch's size, owned by the caller's {@link org.bytedeco.javacpp.PointerScope}
     * @throws BadImageException when it cannot be decoded
     */
    Mat image(int row) throws IOException;

    @Override
    default Sample sample(int row) throws IOException {
        return Sample.of(image(row));
    }
}
