package org.podium.pipeline.competition;

import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;

/** Masks on the heap. */
final class MaskBytes {
    private MaskBytes() {}

    /** The class indices of a mask, row-major. */
    static byte[] of(Mat mask) {
        int width = mask.cols();
        byte[] pixels = new byte[Math.multiplyExact(width, mask.rows())];
        for (int y = 0; y < mask.rows(); y++) {
            mask.ptr(y).get(pixels, y * width, width);
        }
        return pixels;
    }

    /**
     * The same for a mask that has to be of a size.
     *
     * @param where names the mask in the message
     * @throws UserError if it is of another
     */
    static byte[] of(Mat mask, ImageSize size, String where) {
        if (!ImageSize.of(mask).equals(size)) {
            throw new UserError(where + ": " + mask.cols() + " × " + mask.rows() + " pixels, but the image has "
                    + size.width() + " × " + size.height());
        }
        return of(mask);
    }
}
