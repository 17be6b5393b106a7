package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Raises every value, as a share of 255, to a power; rounded.
 *
 * @param exponent above 0: below 1 dark parts become lighter, above 1 darker
 */
public record Gamma(double exponent) implements Tone {
    public Gamma {
        Check.that(
                exponent > 0 && exponent < Double.POSITIVE_INFINITY,
                "Gamma: exponent is a number above 0, got %s",
                exponent);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return new Table(value -> (int) Math.rint(255 * StrictMath.pow(value / 255.0, exponent))).apply(image);
    }
}
