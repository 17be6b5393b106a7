package org.podium.folds;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The class counts of a group, without the classes it does not have.
 *
 * @param classes class indices, ascending
 * @param counts rows of each of these classes
 * @param rows number of rows
 * @param unevenness sum of squared deviations of the counts from their mean over all classes
 */
record Group(String name, int[] classes, int[] counts, int rows, double unevenness) {

    /** The groups by falling unevenness, equals ordered by a keyed hash of their names, then by name. */
    static List<Group> mostUnevenFirst(Rows rows, long seed) {
        Map<String, TreeMap<Integer, Integer>> counts = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            counts.computeIfAbsent(rows.groupName(rows.groupOf(row)), name -> new TreeMap<>())
                    .merge(rows.classOf(row), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue(), rows.classCount()))
                .sorted(Comparator.comparingDouble(Group::unevenness)
                        .reversed()
                        .thenComparing(group -> KeyedHash.of(seed, group.name()))
                        .thenComparing(Group::name))
                .toList();
    }

    private static Group of(String name, TreeMap<Integer, Integer> counts, int classCount) {
        int[] classes = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
        int[] sizes = counts.values().stream().mapToInt(Integer::intValue).toArray();
        int rows = 0;
        double squares = 0;
        for (int size : sizes) {
            rows += size;
            squares += (double) size * size;
        }
        return new Group(name, classes, sizes, rows, squares - (double) rows * rows / classCount);
    }
}
