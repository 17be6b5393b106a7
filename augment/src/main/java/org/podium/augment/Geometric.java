package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Moves pixels, and with them whatever lies over the image: draws {@link Motion}s. Most keep the image's size. */
public sealed interface Geometric extends Transform
        permits Affine,
                CenterCrop,
                CoarseDropout,
                ElasticTransform,
                GridDistortion,
                HorizontalFlip,
                LongestMaxSize,
                Pad,
                Perspective,
                RandomCrop,
                RandomForegroundCrop,
                RandomResizedCrop,
                Resize,
                Rotate,
                Rotate90,
                Transpose,
                VerticalFlip {
    @Override
    Motion draw(Sample sample, RandomGenerator random);

    @Override
    default Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input;
    }
}
