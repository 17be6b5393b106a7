package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_HSV2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2HSV;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Shifts hue, saturation and value in OpenCV's HSV of 8 bits, the latter two clamped to 0..255. Grey stays grey. Colours
 * come back from 8 bits off by up to 11 grey levels, however small the shifts; three zeros change nothing.
 *
 * @param hue in units of two degrees, -180 to 180
 * @param saturation in levels of 255, -255 to 255
 * @param value in levels of 255, -255 to 255
 */
public record HsvShift(int hue, int saturation, int value) implements Tone {
    /** Units of hue around the colour wheel. */
    public static final int WHOLE_TURN = 180;

    public HsvShift {
        Check.that(Math.abs(hue) <= WHOLE_TURN, "HsvShift: hue is from -180 to 180, got %d", hue);
        Check.that(Math.abs(saturation) <= 255, "HsvShift: saturation is from -255 to 255, got %d", saturation);
        Check.that(Math.abs(value) <= 255, "HsvShift: value is from -255 to 255, got %d", value);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        if (hue == 0 && saturation == 0 && value == 0) {
            return image;
        }
        Mat hsv = new Mat();
        opencv_imgproc.cvtColor(image, hsv, COLOR_RGB2HSV);
        Table[] shifts = {
            new Table(h -> Math.floorMod(h + hue, WHOLE_TURN)),
            new Table(s -> s == 0 ? 0 : s + saturation),
            new Table(v -> v + value)
        };
        Mat shifted = Planes.change(hsv, (plane, channel) -> shifts[channel].apply(plane, plane));
        Mat changed = new Mat();
        opencv_imgproc.cvtColor(shifted, changed, COLOR_HSV2RGB);
        return changed;
    }
}
