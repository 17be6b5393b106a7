package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Shifts hue, saturation and value of every colour of the HSV cone, each clamped to its range but hue, which goes round.
 * Grey stays grey.
 *
 * @param hue in turns, -0.5 to 0.5
 * @param saturation as a share of full saturation, -1 to 1
 * @param value in grey levels, -255 to 255
 */
public record HsvShift(double hue, double saturation, double value) implements Tone {
    public HsvShift {
        Check.that(Math.abs(hue) <= 0.5, "HsvShift: hue is a part of a turn from -0.5 to 0.5, got %s", hue);
        Check.that(Math.abs(saturation) <= 1, "HsvShift: saturation is a share from -1 to 1, got %s", saturation);
        Check.that(Math.abs(value) <= 255, "HsvShift: value is a number of levels from -255 to 255, got %s", value);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Hsv.shift(image, hue, saturation, value);
    }
}
