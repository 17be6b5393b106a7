package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes red, green and blue the {@linkplain Luma grey} of the three. */
public record Grey() implements Tone {
    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat();
        opencv_imgproc.cvtColor(Luma.of(image), changed, COLOR_GRAY2RGB);
        return changed;
    }
}
