package org.podium.folds;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a splitter may know about the rows: of each row its id, class, set of labels, target, time and group, as far as
 * there are any. Immutable; arrays are copied in and never handed out.
 *
 * <p>Rows without ids are told apart by their positions; then a plan holds for this order of the rows only. Nothing is
 * kept for what is not given.
 *
 * <p>A class may have no rows at all (a subset of a larger set); splitters pass over it.
 */
public final class Rows {
    private final int size;
    private final List<String> ids;
    private final ClassCodes classes;
    private final LabelSets labelSets;
    private final double[] targets;
    private final long[] times;
    private final GroupCodes groups;

    private Rows(
            int size,
            List<String> ids,
            ClassCodes classes,
            LabelSets labelSets,
            double[] targets,
            long[] times,
            GroupCodes groups) {
        this.size = size;
        this.ids = ids;
        this.classes = classes;
        this.labelSets = labelSets;
        this.targets = targets;
        this.times = times;
        this.groups = groups;
    }

    /**
     * Rows without ids.
     *
     * @param count number of rows, at least 1
     * @throws IllegalArgumentException if there are no rows
     */
    public static Rows of(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("no rows: at least one is needed");
        }
        return new Rows(count, null, null, null, null, null, null);
    }

    /**
     * Rows with ids.
     *
     * @param ids one id a row, unique
     * @throws IllegalArgumentException if there are no rows, an id is {@code null} or an id occurs twice
     */
    public static Rows of(List<String> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("no rows: at least one is needed");
        }
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            if (id == null) {
                throw new IllegalArgumentException("id of row " + seen.size() + " is null");
            }
            if (!seen.add(id)) {
                throw new IllegalArgumentException("duplicate id '" + id + "'");
            }
        }
        List<String> copy = List.copyOf(ids);
        return new Rows(copy.size(), copy, null, null, null, null, null);
    }

    /**
     * Rows with ids and classes.
     *
     * @param ids one id a row, unique
     * @param classes one class index a row, 0 to {@code classCount - 1}
     * @param classCount number of classes, at least 1
     * @throws IllegalArgumentException if there are no rows, an id occurs twice, lengths differ or a class is out of
     *     range
     */
    public static Rows of(List<String> ids, int[] classes, int classCount) {
        return of(ids).withClasses(classes, classCount);
    }

    /**
     * The same rows, each of a class.
     *
     * @param classes one class index a row, 0 to {@code classCount - 1}
     * @param classCount number of classes, at least 1
     * @throws IllegalArgumentException if there is not one class a row or a class is out of range
     */
    public Rows withClasses(int[] classes, int classCount) {
        requireOneARow(classes.length, "classes");
        ClassCodes codes = ClassCodes.of(classes, classCount, this::name);
        return new Rows(size, ids, codes, labelSets, targets, times, groups);
    }

    /**
     * The same rows, each with a set of labels.
     *
     * @throws IllegalArgumentException if there is not one set a row
     */
    public Rows withLabelSets(LabelSets labelSets) {
        requireOneARow(labelSets.size(), "label sets");
        return new Rows(size, ids, classes, labelSets, targets, times, groups);
    }

    /**
     * The same rows, each with a number to predict.
     *
     * @param targets one finite number a row, in any unit
     * @throws IllegalArgumentException if there is not one target a row or one is not finite
     */
    public Rows withTargets(double[] targets) {
        requireOneARow(targets.length, "targets");
        for (int row = 0; row < size; row++) {
            if (!Double.isFinite(targets[row])) {
                throw new IllegalArgumentException(
                        "target of row " + name(row) + " is " + targets[row] + ", must be a finite number");
            }
        }
        return new Rows(size, ids, classes, labelSets, targets.clone(), times, groups);
    }

    /**
     * The same rows, each with a time.
     *
     * @param times one time a row, in any unit; larger is later
     * @throws IllegalArgumentException if there is not one time a row
     */
    public Rows withTimes(long[] times) {
        requireOneARow(times.length, "times");
        return new Rows(size, ids, classes, labelSets, targets, times.clone(), groups);
    }

    /**
     * The same rows, tied together by group.
     *
     * @param groups one group name a row
     * @throws IllegalArgumentException if there is not one group a row or one is {@code null}
     */
    public Rows withGroups(List<String> groups) {
        requireOneARow(groups.size(), "groups");
        for (int row = 0; row < size; row++) {
            if (groups.get(row) == null) {
                throw new IllegalArgumentException("group of row " + name(row) + " is null");
            }
        }
        return new Rows(size, ids, classes, labelSets, targets, times, GroupCodes.of(groups));
    }

    /**
     * The same rows, tied together by group, for where there are too many rows to name the group of each.
     *
     * @param groups one index into the names a row
     * @param names names of the groups; those without rows are left out
     * @throws IllegalArgumentException if there is not one group a row, an index is out of range, the name of
     *     a group with rows is {@code null} or that of another one; names of groups without rows do not matter
     */
    public Rows withGroups(int[] groups, List<String> names) {
        requireOneARow(groups.length, "groups");
        return new Rows(size, ids, classes, labelSets, targets, times, GroupCodes.of(groups, names));
    }

    private void requireOneARow(int count, String what) {
        if (count != size) {
            throw new IllegalArgumentException(size + (ids == null ? " rows" : " ids") + " but " + count + " " + what);
        }
    }

    /**
     * Some of the rows, with all that is known about them.
     *
     * @param rows indices of rows, each once
     * @throws IllegalArgumentException if there are no rows, one is out of range or there twice
     */
    public Rows select(int[] rows) {
        BitSet selectedRows = new BitSet(size);
        for (int row : rows) {
            if (row < 0 || row >= size) {
                throw new IllegalArgumentException("row " + row + " is selected, must be 0 to " + (size - 1));
            }
            if (selectedRows.get(row)) {
                throw new IllegalArgumentException("row " + name(row) + " is selected twice");
            }
            selectedRows.set(row);
        }
        Rows selected = ids == null
                ? of(rows.length)
                : of(IntStream.of(rows).mapToObj(ids::get).toList());
        return new Rows(
                rows.length,
                selected.ids,
                classes == null ? null : ClassCodes.of(pick(classes.ofRow(), rows), classCount(), selected::name),
                labelSets == null ? null : labelSets.select(rows),
                targets == null
                        ? null
                        : IntStream.of(rows).mapToDouble(row -> targets[row]).toArray(),
                times == null
                        ? null
                        : IntStream.of(rows).mapToLong(row -> times[row]).toArray(),
                groups == null ? null : GroupCodes.of(pick(groups.ofRow(), rows), groups.names()));
    }

    private static int[] pick(int[] values, int[] rows) {
        return IntStream.of(rows).map(row -> values[row]).toArray();
    }

    /** Number of rows. */
    public int size() {
        return size;
    }

    /** The ids in row order, where the rows have ids. */
    public Optional<List<String>> ids() {
        return Optional.ofNullable(ids);
    }

    /** Whether every row has a class. */
    public boolean hasClasses() {
        return classes != null;
    }

    /**
     * Class index of a row.
     *
     * @throws IllegalStateException if the rows have no classes
     */
    public int classOf(int row) {
        return classes().of(row);
    }

    /**
     * Number of classes, those without rows included.
     *
     * @throws IllegalStateException if the rows have no classes
     */
    public int classCount() {
        return classes().count();
    }

    /**
     * Number of rows of a class.
     *
     * @throws IllegalStateException if the rows have no classes
     */
    public int classSize(int classIndex) {
        return classes().sizes()[classIndex];
    }

    /** The labels of every row, where rows have sets of them. */
    public Optional<LabelSets> labelSets() {
        return Optional.ofNullable(labelSets);
    }

    /** Whether every row has a target. */
    public boolean hasTargets() {
        return targets != null;
    }

    /**
     * Target of a row.
     *
     * @throws IllegalStateException if the rows have no targets
     */
    public double targetOf(int row) {
        return known(targets, "targets")[row];
    }

    /** Whether every row has a time. */
    public boolean hasTimes() {
        return times != null;
    }

    /**
     * Time of a row; larger is later.
     *
     * @throws IllegalStateException if the rows have no times
     */
    public long timeOf(int row) {
        return known(times, "times")[row];
    }

    /** Whether every row has a group. */
    public boolean hasGroups() {
        return groups != null;
    }

    /**
     * Group of a row, 0 to {@code groupCount() - 1}.
     *
     * @throws IllegalStateException if the rows have no groups
     */
    public int groupOf(int row) {
        return groups().ofRow()[row];
    }

    /**
     * Number of groups, each with a row at least.
     *
     * @throws IllegalStateException if the rows have no groups
     */
    public int groupCount() {
        return groups().count();
    }

    /**
     * Name of a group; the names ascend with the groups' numbers.
     *
     * @throws IllegalStateException if the rows have no groups
     */
    public String groupName(int group) {
        return groups().names().get(group);
    }

    ClassCodes classes() {
        return known(classes, "classes");
    }

    GroupCodes groups() {
        return known(groups, "groups");
    }

    private static <T> T known(T part, String name) {
        if (part == null) {
            throw new IllegalStateException("the rows have no " + name);
        }
        return part;
    }

    /** What a row is called in messages: its id in quotes, or its position. */
    String name(int row) {
        return ids == null ? String.valueOf(row) : "'" + ids.get(row) + "'";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows that
                && size == that.size
                && Objects.equals(ids, that.ids)
                && Objects.equals(classes, that.classes)
                && Objects.equals(labelSets, that.labelSets)
                && Arrays.equals(targets, that.targets)
                && Arrays.equals(times, that.times)
                && Objects.equals(groups, that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(size, ids, classes, labelSets, Arrays.hashCode(targets), Arrays.hashCode(times), groups);
    }

    @Override
    public String toString() {
        return "Rows[" + size + " rows"
                + (classes == null ? "" : ", " + classCount() + " classes")
                + (labelSets == null ? "" : ", " + labelSets.labelCount() + " labels")
                + (targets == null ? "" : ", targets")
                + (times == null ? "" : ", times")
                + (groups == null ? "" : ", " + groupCount() + " groups")
                + "]";
    }
}
