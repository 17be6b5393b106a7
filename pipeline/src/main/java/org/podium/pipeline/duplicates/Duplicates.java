package org.podium.pipeline.duplicates;

import java.util.List;

/**
 * The duplicates among some images.
 *
 * @param images how many were looked at
 * @param flat those among them with too little contrast to be compared for anything but exact duplicates
 * @param pairs by kind, then the smallest distance first. Of a large group not all pairs are here (see {@link
 *     DuplicateFinder}), but all of its members are connected.
 * @param doubtful the nearest other pairs, if they may be duplicates and the thresholds rest on too few images to tell; at
 *     most ten, in which no image is twice
 * @param thresholds what decided on near and mirrored ones
 */
public record Duplicates(int images, int flat, List<Pair> pairs, List<Pair> doubtful, Thresholds thresholds) {
    public Duplicates {
        pairs = List.copyOf(pairs);
        doubtful = List.copyOf(doubtful);
    }
}
