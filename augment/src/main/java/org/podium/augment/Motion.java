package org.podium.augment;

/**
 * A change of places. The image is interpolated where it has to be; a mask never is, each of its pixels takes the label
 * of the one nearest to where it comes from. Where nothing comes from, the image is black or continued as its {@link
 * Border} says, and the mask has its fill either way.
 *
 * <p>A box becomes the upright box around its moved corners, clipped to the image, and is dropped if nothing of it is
 * left. A keypoint that leaves the image is dropped.
 */
public sealed interface Motion extends Change permits Distortion, Holes, Symmetry, Warp, Window {
    /**
     * Where a point goes, on the image or off it.
     *
     * @param input the size of the image that the point is on
     */
    Keypoint move(Keypoint point, ImageSize input);

    @Override
    default Sample apply(Sample sample) {
        ImageSize input = sample.size();
        return sample.moved(apply(sample.image()), sample.mask().map(this::apply), point -> move(point, input));
    }
}
