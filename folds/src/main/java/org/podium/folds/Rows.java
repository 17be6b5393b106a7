package org.podium.folds;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a splitter may know about the labelled rows: an id each, a class each and, where rows belong together, a group
 * each. Immutable; arrays are copied in and never handed out.
 *
 * <p>A class may have no rows at all (a subset of a larger set); splitters pass over it.
 */
public final class Rows {
    private final List<String> ids;
    private final int[] classes;
    private final int[] classSizes;
    private final Optional<List<String>> groups;

    private Rows(List<String> ids, int[] classes, int[] classSizes, Optional<List<String>> groups) {
        this.ids = ids;
        this.classes = classes;
        this.classSizes = classSizes;
        this.groups = groups;
    }

    /**
     * Rows that stand alone.
     *
     * @param ids one id a row, unique
     * @param classes one class index a row, 0 to {@code classCount - 1}
     * @param classCount number of classes, at least 1
     * @throws IllegalArgumentException if there are no rows, an id occurs twice, lengths differ or a class is out of
     *     range
     */
    public static Rows of(List<String> ids, int[] classes, int classCount) {
        List<String> copy = List.copyOf(ids);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("no rows: at least one is needed");
        }
        if (classes.length != copy.size()) {
            throw new IllegalArgumentException(copy.size() + " ids but " + classes.length + " classes");
        }
        if (classCount < 1) {
            throw new IllegalArgumentException("class count is " + classCount + ", must be at least 1");
        }
        Set<String> seen = new HashSet<>();
        int[] sizes = new int[classCount];
        for (int row = 0; row < classes.length; row++) {
            String id = copy.get(row);
            if (!seen.add(id)) {
                throw new IllegalArgumentException("duplicate id '" + id + "'");
            }
            if (classes[row] < 0 || classes[row] >= classCount) {
                throw new IllegalArgumentException(
                        "class of row '" + id + "' is " + classes[row] + ", must be 0 to " + (classCount - 1));
            }
            sizes[classes[row]]++;
        }
        return new Rows(copy, classes.clone(), sizes, Optional.empty());
    }

    /**
     * The same rows, tied together by group.
     *
     * @param groups one group name a row, in the order of the ids
     * @throws IllegalArgumentException if there is not one group a row
     */
    public Rows withGroups(List<String> groups) {
        List<String> copy = List.copyOf(groups);
        if (copy.size() != size()) {
            throw new IllegalArgumentException(size() + " rows but " + copy.size() + " groups");
        }
        return new Rows(ids, classes, classSizes, Optional.of(copy));
    }

    /** Number of rows. */
    public int size() {
        return classes.length;
    }

    /** The ids, in row order. */
    public List<String> ids() {
        return ids;
    }

    /** Class index of a row. */
    public int classOf(int row) {
        return classes[row];
    }

    /** Number of classes, those without rows included. */
    public int classCount() {
        return classSizes.length;
    }

    /** Number of rows of a class. */
    public int classSize(int classIndex) {
        return classSizes[classIndex];
    }

    /** Group names in row order, where rows are grouped. */
    public Optional<List<String>> groups() {
        return groups;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows that
                && ids.equals(that.ids)
                && Arrays.equals(classes, that.classes)
                && classCount() == that.classCount()
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ids, groups);
    }

    @Override
    public String toString() {
        return "Rows[" + size() + " rows, " + classCount() + " classes" + (groups.isPresent() ? ", grouped]" : "]");
    }
}
