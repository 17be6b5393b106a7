package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.FILLED;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_8;

import java.util.List;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * Takes away what is seen in some places, and moves nothing.
 *
 * @param holes places; what of them lies outside the image does not matter
 * @param fill grey level of the holes, 0 to 255
 * @param inMask whether the mask gets its fill there
 */
public record Holes(List<Part> holes, int fill, boolean inMask) implements Motion {
    public Holes {
        holes = List.copyOf(holes);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return punch(image, fill);
    }

    @Override
    public Mask apply(Mask mask) {
        return inMask ? mask.with(punch(mask.labels(), mask.fill())) : mask;
    }

    @Override
    public Keypoint move(Keypoint point, ImageSize input) {
        return point;
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return input;
    }

    private Mat punch(Mat pixels, int value) {
        Mat punched = pixels.clone();
        Scalar colour = Scalar.all(value);
        for (Part hole : holes) {
            opencv_imgproc.rectangle(punched, hole.rect(), colour, FILLED, LINE_8, 0);
        }
        return punched;
    }
}
