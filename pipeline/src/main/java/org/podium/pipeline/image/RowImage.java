package org.podium.pipeline.image;

import java.io.IOException;
import org.bytedeco.opencv.opencv_core.Mat;

/** Gives the image of a row, ready for the network. Called by several threads at once. */
@FunctionalInterface
public interface RowImage {
    /**
     * @return 8-bit RGB of the batch's size, owned by the caller's {@link org.bytedeco.javacpp.PointerScope}
     * @throws BadImageException when it cannot be decoded
     */
    Mat image(int row) throws IOException;
}
