package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Rect;

/**
 * An upright part of an image, in whole pixels.
 *
 * @param left column of its first pixel
 * @param top row of its first pixel
 */
public record Part(int left, int top, ImageSize size) {
    /** All of an image. */
    static Part whole(ImageSize image) {
        return new Part(0, 0, image);
    }

    Rect rect() {
        return new Rect(left, top, size.width(), size.height());
    }
}
