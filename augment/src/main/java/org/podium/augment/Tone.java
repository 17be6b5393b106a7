package org.podium.augment;

/** A change of values: every pixel stays where it is. */
public sealed interface Tone extends Change permits Brightness, Contrast, Hue, Saturation {
    @Override
    default ImageSize outputSize(ImageSize input) {
        return input;
    }
}
