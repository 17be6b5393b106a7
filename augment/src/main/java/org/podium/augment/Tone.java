package org.podium.augment;

/** A change of values: every pixel stays where it is, and so does whatever lies over it. */
public sealed interface Tone extends Change
        permits Brightness,
                Compression,
                Contrast,
                Equalization,
                Gamma,
                Grey,
                HsvShift,
                Hue,
                Linear,
                LocalEqualization,
                Negative,
                Noise,
                Posterization,
                Saturation,
                Sharpening,
                Sharpness,
                Smear,
                Smoothing,
                Solarization,
                Stretch {
    @Override
    default Mask apply(Mask mask) {
        return mask;
    }

    @Override
    default Sample apply(Sample sample) {
        return sample.with(apply(sample.image()));
    }

    @Override
    default ImageSize outputSize(ImageSize input) {
        return input;
    }
}
