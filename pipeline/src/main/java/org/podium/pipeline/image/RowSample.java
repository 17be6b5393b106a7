package org.podium.pipeline.image;

import java.io.IOException;
import org.podium.augment.Sample;

/** Gives the image of a row, and what lies over it, ready for the network. Called by several threads at once. */
@FunctionalInterface
public interface RowSample {
    /**
     * @return an image of 8-bit RGB of the batch's size, and for batches with masks a mask; owned by the caller's {@link
     *     org.bytedeco.javacpp.PointerScope}
     * @throws BadImageException when it cannot be decoded
     */
    Sample sample(int row) throws IOException;
}
