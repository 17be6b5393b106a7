package org.podium.augment;

import java.util.Optional;

/** Alters the values of pixels and leaves every pixel where it is. */
public sealed interface Photometric extends Transform
        permits AutoContrast,
                Clahe,
                ColorJitter,
                Equalize,
                GaussNoise,
                GaussianBlur,
                HueSaturationValue,
                ImageCompression,
                Invert,
                MotionBlur,
                Posterize,
                RandomBrightnessContrast,
                RandomGamma,
                Sharpen,
                Solarize,
                ToGray {
    @Override
    default Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input;
    }
}
