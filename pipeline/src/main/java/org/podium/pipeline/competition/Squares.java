package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.augment.CenterCrop;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Resize;
import org.podium.augment.Transform;

/** What size of images comes out of transforms. */
final class Squares {
    private Squares() {}

    /** The side in pixels of the square that any image becomes, if it does. */
    static Optional<Integer> side(List<Transform> transforms) {
        Optional<Integer> side = Optional.empty();
        for (Transform transform : transforms) {
            if (transform instanceof RandomResizedCrop crop) {
                side = Optional.of(crop.size());
            } else if (transform instanceof CenterCrop crop) {
                side = Optional.of(crop.size());
            } else if (transform instanceof Resize resize) {
                side = resize.square() || side.isPresent() ? Optional.of(resize.size()) : Optional.empty();
            }
        }
        return side;
    }
}
