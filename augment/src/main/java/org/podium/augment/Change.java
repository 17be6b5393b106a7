package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What happens to one image: drawn parameters, immutable, comparable and replayable. The package's documentation states
 * the image format and who owns the result.
 */
public sealed interface Change permits Chain, Flip, Tone, Window {
    /** The changed image: a pure function of this and {@code image}. */
    Mat apply(Mat image);

    /** The size of what {@link #apply} makes of an image of size {@code input}. */
    ImageSize outputSize(ImageSize input);
}
