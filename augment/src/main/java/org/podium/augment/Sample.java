package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * An image with whatever lies over it and has to move with it.
 *
 * @param mask the class of every pixel, if known; of the image's size
 */
public record Sample(Mat image, Optional<Mask> mask, List<Box> boxes, List<Keypoint> keypoints) {
    public Sample {
        boxes = List.copyOf(boxes);
        keypoints = List.copyOf(keypoints);
        ImageSize size = ImageSize.of(image);
        mask.ifPresent(over -> Check.that(
                ImageSize.of(over.labels()).equals(size),
                "a mask is as large as its image, got %dx%d for %dx%d",
                over.labels().cols(),
                over.labels().rows(),
                size.width(),
                size.height()));
    }

    /** An image alone. */
    public static Sample of(Mat image) {
        return new Sample(image, Optional.empty(), List.of(), List.of());
    }

    /** An image and its mask. */
    public static Sample of(Mat image, Mask mask) {
        return new Sample(image, Optional.of(mask), List.of(), List.of());
    }

    /**
     * All that drawing looks at. The image is as large as promised and its pixels are whatever memory holds, which costs
     * next to nothing.
     */
    static Sample outline(ImageSize size, Optional<Mask> mask) {
        return new Sample(new Mat(size.height(), size.width(), CV_8UC3), mask, List.of(), List.of());
    }

    /** Width and height of the image. */
    public ImageSize size() {
        return ImageSize.of(image);
    }

    /** Another image of the same size. */
    Sample with(Mat changed) {
        return changed == image ? this : new Sample(changed, mask, boxes, keypoints);
    }

    /** The sample with its image and mask moved already, and the rest moved here. */
    Sample moved(Mat movedImage, Optional<Mask> movedMask, UnaryOperator<Keypoint> motion) {
        ImageSize output = ImageSize.of(movedImage);
        return new Sample(
                movedImage,
                movedMask,
                boxes.stream()
                        .flatMap(box -> box.moved(motion, output).stream())
                        .toList(),
                keypoints.stream().map(motion).filter(point -> point.in(output)).toList());
    }
}
