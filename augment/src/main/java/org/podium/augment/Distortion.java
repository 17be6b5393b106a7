package org.podium.augment;

import java.util.function.UnaryOperator;
import org.bytedeco.opencv.opencv_core.Mat;

/** A motion with a displacement of its own for every pixel; the size stays. */
sealed interface Distortion extends Motion permits Elastic, Grid, Tilt {
    /** The displacements for an image of this size: a pure function of it and this. */
    Field field(ImageSize size);

    /** Where points go under these displacements. */
    default UnaryOperator<Keypoint> motion(Field field, ImageSize size) {
        return field::move;
    }

    /** How the image goes on where displacements point beyond it. */
    Border border();

    @Override
    default Mat apply(Mat image) {
        Check.image(image);
        return field(ImageSize.of(image)).image(image, border());
    }

    @Override
    default Mask apply(Mask mask) {
        return field(ImageSize.of(mask.labels())).mask(mask);
    }

    /** As {@link Motion#apply(Sample)}; the displacements are computed once for all. */
    @Override
    default Sample apply(Sample sample) {
        Check.image(sample.image());
        Field field = field(sample.size());
        return sample.moved(
                field.image(sample.image(), border()), sample.mask().map(field::mask), motion(field, sample.size()));
    }

    @Override
    default Keypoint move(Keypoint point, ImageSize input) {
        return motion(field(input), input).apply(point);
    }

    @Override
    default ImageSize outputSize(ImageSize input) {
        return input;
    }
}
