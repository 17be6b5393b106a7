package org.podium.pipeline.duplicates;

import java.util.List;

/**
 * The duplicates among some images.
 *
 * @param images how many were compared
 * @param pairs by kind, then the smallest distance first. Of a large group not all pairs are here (see {@link
 *     DuplicateFinder}), but all of its members are connected.
 * @param thresholds what decided on near and mirrored ones
 */
public record Duplicates(int images, List<Pair> pairs, Thresholds thresholds) {
    public Duplicates {
        pairs = List.copyOf(pairs);
    }

    /** Images that are connected by pairs of any kind: indices ascending, groups by their first index. */
    public List<List<Integer>> groups() {
        UnionFind groups = new UnionFind(images);
        pairs.forEach(pair -> groups.union(pair.a(), pair.b()));
        return groups.groups();
    }
}
