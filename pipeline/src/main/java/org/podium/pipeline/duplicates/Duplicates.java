package org.podium.pipeline.duplicates;

import java.util.List;

/**
 * The duplicates among some images.
 *
 * @param images how many were compared
 * @param pairs by kind, then the smallest distance first. Of a large group not all pairs are here (see {@link
 *     DuplicateFinder}), but all of its members are connected.
 * @param doubtful the nearest other pairs, if they may be duplicates and the thresholds rest on too few images to tell; at
 *     most ten, in which no image is twice
 * @param thresholds what decided on near and mirrored ones
 */
public record Duplicates(int images, List<Pair> pairs, List<Pair> doubtful, Thresholds thresholds) {
    public Duplicates {
        pairs = List.copyOf(pairs);
        doubtful = List.copyOf(doubtful);
    }

    /** Images that are connected by pairs of any kind: indices ascending, groups by their first index. */
    public List<List<Integer>> groups() {
        UnionFind groups = new UnionFind(images);
        pairs.forEach(pair -> groups.union(pair.a(), pair.b()));
        return groups.groups();
    }
}
