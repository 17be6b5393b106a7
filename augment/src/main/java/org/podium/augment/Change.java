package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What happens to one sample: drawn parameters, immutable, comparable and replayable. The package's documentation states
 * the image format and who owns the result.
 */
public sealed interface Change permits Chain, Motion, Tone {
    /** The changed image: a pure function of this and {@code image}. */
    Mat apply(Mat image);

    /** The mask that belongs to the changed image. */
    Mask apply(Mask mask);

    /** The changed image, and with it whatever lies over it. */
    Sample apply(Sample sample);

    /** The size of what {@link #apply(Mat)} makes of an image of size {@code input}. */
    ImageSize outputSize(ImageSize input);
}
