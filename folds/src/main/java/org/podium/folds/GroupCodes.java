package org.podium.folds;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A group a row, as an index into the names of the groups that have rows. The names ascend, so that an index does not
 * depend on the order of the rows. The array is not to be written to.
 */
record GroupCodes(int[] ofRow, List<String> names) {

    static GroupCodes of(List<String> groups) {
        List<String> names = List.copyOf(new TreeSet<>(groups));
        Map<String, Integer> codes = codes(names);
        return new GroupCodes(groups.stream().mapToInt(codes::get).toArray(), names);
    }

    /** Groups given by index; names without rows are left out. */
    static GroupCodes of(int[] groups, List<String> names) {
        boolean[] used = new boolean[names.size()];
        for (int row = 0; row < groups.length; row++) {
            if (groups[row] < 0 || groups[row] >= used.length) {
                throw new IllegalArgumentException(
                        "group of row " + row + " is " + groups[row] + ", must be 0 to " + (used.length - 1));
            }
            used[groups[row]] = true;
        }
        TreeSet<String> sorted = new TreeSet<>();
        for (int group = 0; group < used.length; group++) {
            if (used[group] && names.get(group) == null) {
                throw new IllegalArgumentException("name of group " + group + " is null");
            }
            if (used[group] && !sorted.add(names.get(group))) {
                throw new IllegalArgumentException("two groups are called '" + names.get(group) + "'");
            }
        }
        Map<String, Integer> codes = codes(sorted);
        int[] codeOf = new int[used.length];
        for (int group = 0; group < used.length; group++) {
            codeOf[group] = used[group] ? codes.get(names.get(group)) : -1;
        }
        return new GroupCodes(Arrays.stream(groups).map(group -> codeOf[group]).toArray(), List.copyOf(sorted));
    }

    private static Map<String, Integer> codes(Collection<String> names) {
        Map<String, Integer> codes = new HashMap<>();
        for (String name : names) {
            codes.put(name, codes.size());
        }
        return codes;
    }

    int count() {
        return names.size();
    }

    /** Where the rows of each group begin, and at last end, if the rows stand group by group. */
    int[] begins() {
        int[] begins = new int[count() + 1];
        for (int group : ofRow) {
            begins[group + 1]++;
        }
        for (int group = 0; group < count(); group++) {
            begins[group + 1] += begins[group];
        }
        return begins;
    }

    /** The rows group by group, ascending within each. */
    int[] rowsByGroup(int[] begins) {
        int[] next = begins.clone();
        int[] rows = new int[ofRow.length];
        for (int row = 0; row < ofRow.length; row++) {
            rows[next[ofRow[row]]++] = row;
        }
        return rows;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GroupCodes that && Arrays.equals(ofRow, that.ofRow) && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ofRow) + names.hashCode();
    }
}
