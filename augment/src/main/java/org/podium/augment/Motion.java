package org.podium.augment;

import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A change of places. The image is interpolated where it has to be; a mask never is, each of its pixels takes the label
 * of the one nearest to where it comes from. Where nothing comes from, the image is black or continued as its {@link
 * Border} says, and the mask has its fill either way.
 *
 * <p>A box becomes the upright box around its moved corners, clipped to the image, and is dropped if nothing of it is
 * left. A keypoint that leaves the image is dropped.
 */
public sealed interface Motion extends Change permits Symmetry, Warp, Window {
    /**
     * Where a point goes, on the image or off it.
     *
     * @param input the size of the image that the point is on
     */
    Keypoint move(Keypoint point, ImageSize input);

    @Override
    default Sample apply(Sample sample) {
        return over(sample, apply(sample.image()), sample.mask().map(this::apply));
    }

    /** The sample with its image and mask moved already, and the rest moved here. */
    private Sample over(Sample sample, Mat image, Optional<Mask> mask) {
        ImageSize input = sample.size();
        ImageSize output = ImageSize.of(image);
        List<Box> boxes = sample.boxes().stream()
                .flatMap(box ->
                        Box.around(
                                box.corners().stream()
                                        .map(corner -> move(corner, input))
                                        .toList(),
                                output)
                                .stream())
                .toList();
        List<Keypoint> keypoints = sample.keypoints().stream()
                .map(point -> move(point, input))
                .filter(point -> point.in(output))
                .toList();
        return new Sample(image, mask, boxes, keypoints);
    }
}
