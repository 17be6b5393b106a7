package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The class of every pixel of an image. Indices are moved and never mixed: between a 1 and a 3 there is no 2.
 *
 * @param labels {@code CV_8UC1} or {@code CV_16UC1}, class indices, as large as the image
 * @param fill the index that says nothing is known, which pixels get that no pixel of the image has moved to; 0 to the
 *     largest number of the type, 255 or 65535
 */
public record Mask(Mat labels, int fill) {
    public Mask {
        boolean wide = labels.type() == CV_16UC1;
        Check.that(
                !labels.empty() && (wide || labels.type() == CV_8UC1),
                "a mask is 8-bit or 16-bit with one channel, got %s",
                labels);
        Check.that(
                fill >= 0 && fill <= (wide ? 0xffff : 0xff),
                "a mask of %d bits is filled with an index it can hold, got %d",
                wide ? 16 : 8,
                fill);
    }

    /** Other labels, the same fill. */
    Mask with(Mat moved) {
        return moved == labels ? this : new Mask(moved, fill);
    }
}
