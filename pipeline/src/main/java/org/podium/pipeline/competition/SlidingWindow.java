package org.podium.pipeline.competition;

import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * How a segmentation network looks over a whole image: through square windows, one beside the other, that overlap. Where
 * they do, the middle of a window counts more than its edge.
 *
 * @param size side of what the network is given, in pixels; empty is {@code auto}: that of a training image
 * @param overlap share of a window's side that the next one covers too, at least; 0 to below 1
 * @param scale what the image is resized by before, above 0 and at most 4; masks come back in the image's own size
 */
public record SlidingWindow(Optional<Integer> size, double overlap, double scale) {
    public static final SlidingWindow DEFAULTS = new SlidingWindow(Optional.empty(), 0.5, 1);

    public SlidingWindow {
        new Checks()
                .atLeast("size", size.orElse(1), 1)
                .below("overlap", overlap, 0, 1)
                .that(scale > 0 && scale <= 4, scale + ", expected more than 0, at most 4", "scale")
                .verify();
    }

    /** Side in pixels of the part of the image that one window shows. */
    public int span(int networkSize) {
        return (int) Math.max(1, Math.rint(networkSize / scale));
    }
}
