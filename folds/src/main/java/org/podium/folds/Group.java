package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The class counts of a group, without the classes it does not have.
 *
 * @param index number of the group
 * @param classes class indices, ascending
 * @param counts rows of each of these classes
 * @param rows number of rows
 * @param unevenness sum of squared deviations of the counts from their mean over all classes
 */
record Group(int index, String name, int[] classes, int[] counts, int rows, double unevenness) {

    /** A group and its place in an order. */
    private record Keyed(Group group, long key) {}

    /** The groups by falling unevenness, equals ordered by a keyed hash of their names, then by name. */
    static List<Group> mostUnevenFirst(GroupCodes groups, ClassCodes classes, long seed) {
        return ordered(of(groups, classes), seed, "", Comparator.<Keyed>comparingDouble(keyed -> -keyed.group()
                .unevenness()));
    }

    /** The groups in the order of a keyed hash of their names, equals by name. */
    static List<Group> shuffled(List<Group> groups, long seed, int number) {
        return ordered(groups, seed, number + ". ", (one, other) -> 0);
    }

    private static List<Group> ordered(List<Group> groups, long seed, String prefix, Comparator<Keyed> first) {
        return groups.stream()
                .map(group -> new Keyed(group, KeyedHash.of(seed, prefix + group.name())))
                .sorted(first.thenComparingLong(Keyed::key)
                        .thenComparing(keyed -> keyed.group().name()))
                .map(Keyed::group)
                .toList();
    }

    private static List<Group> of(GroupCodes groups, ClassCodes classes) {
        int[] begins = groups.begins();
        int[] rows = groups.rowsByGroup(begins);
        int[] counts = new int[classes.count()];
        return IntStream.range(0, groups.count())
                .mapToObj(g -> {
                    int[] classOfRows = new int[begins[g + 1] - begins[g]];
                    for (int i = 0; i < classOfRows.length; i++) {
                        classOfRows[i] = classes.of(rows[begins[g] + i]);
                    }
                    return of(g, groups.names().get(g), classOfRows, counts);
                })
                .toList();
    }

    /** @param counts zeros, one a class; zeros again afterwards */
    private static Group of(int index, String name, int[] classOfRows, int[] counts) {
        for (int c : classOfRows) {
            counts[c]++;
        }
        int[] distinct = IntStream.of(classOfRows).sorted().distinct().toArray();
        int[] sizes = new int[distinct.length];
        double squares = 0;
        for (int i = 0; i < distinct.length; i++) {
            sizes[i] = counts[distinct[i]];
            counts[distinct[i]] = 0;
            squares += (double) sizes[i] * sizes[i];
        }
        int rows = classOfRows.length;
        // One class tells nothing apart: then the large groups are the uneven ones.
        double even = counts.length == 1 ? 0 : (double) rows * rows / counts.length;
        return new Group(index, name, distinct, sizes, rows, squares - even);
    }
}
