package org.podium.pipeline.competition;

import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskFile;

/** Masks on the heap. */
final class MaskBytes {
    private MaskBytes() {}

    /**
     * The class indices of a mask that has to be of a size, row-major.
     *
     * @param where names the mask in the message
     * @throws UserError if it is of another
     */
    static byte[] of(Mat mask, ImageSize size, String where) {
        if (!ImageSize.of(mask).equals(size)) {
            throw new UserError(where + ": " + mask.cols() + " × " + mask.rows() + " pixels, but the image has "
                    + size.width() + " × " + size.height());
        }
        return MaskFile.bytes(mask);
    }
}
