package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Turns every colour around the colour wheel of HSV; grey stays as it is.
 *
 * @param shift in turns, -0.5 to 0.5: a third makes red green, 0 is the image itself
 */
public record Hue(double shift) implements Tone {
    public Hue {
        Check.that(Math.abs(shift) <= 0.5, "Hue: shift is a part of a turn from -0.5 to 0.5, got %s", shift);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Hsv.shift(image, shift, 0, 0);
    }
}
