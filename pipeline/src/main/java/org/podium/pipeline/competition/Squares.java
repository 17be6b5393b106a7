package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.augment.ImageSize;
import org.podium.augment.Sequence;
import org.podium.augment.Transform;

/** What size of images comes out of transforms. */
final class Squares {
    private Squares() {}

    /** The side in pixels of the square that any image becomes, if it does. */
    static Optional<Integer> side(List<Transform> transforms) {
        return new Sequence(transforms)
                .outputSize(Optional.empty())
                .filter(size -> size.width() == size.height())
                .map(ImageSize::width);
    }
}
