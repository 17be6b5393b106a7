package org.podium.pipeline.duplicates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Groups of training rows for a split that keeps duplicates together. */
public final class TiedRows {
    private TiedRows() {}

    /**
     * A group for each training row. Two rows are in one group if they are duplicates of any kind, if they are in one
     * group of the competition, or if a chain of such rows, or of test rows that are duplicates, leads from one to the
     * other.
     *
     * @param pairs duplicates
     * @param ids of the images
     * @param groups the competition's group of each training row, if it has groups
     * @return one name a training row: the first, in the order of texts, of the competition's groups in it, or of its ids
     */
    public static List<String> groups(List<Pair> pairs, ImageIds ids, Optional<List<String>> groups) {
        int rows = ids.train().size();
        List<String> names = groups.orElse(ids.train());
        if (names.size() != rows) {
            throw new IllegalArgumentException(names.size() + " groups for " + rows + " training rows");
        }
        UnionFind tied = new UnionFind(ids.size());
        pairs.forEach(pair -> tied.union(pair.a(), pair.b()));
        Map<String, Integer> first = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            tied.union(row, first.merge(names.get(row), row, (before, now) -> before));
        }
        Map<Integer, String> smallest = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            smallest.merge(tied.find(row), names.get(row), (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
        return IntStream.range(0, rows)
                .mapToObj(row -> smallest.get(tied.find(row)))
                .toList();
    }
}
