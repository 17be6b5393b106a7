package org.podium.folds;

import java.util.Arrays;

/**
 * The labels of each row, where a row may have several or none. Immutable.
 *
 * <p>Held in compressed rows: the labels of all rows one after another, and where each row's begin. A row's labels are
 * ascending and without repetition.
 */
public final class LabelSets {
    private final int[] offsets;
    private final int[] labels;
    private final int[] labelSizes;

    private LabelSets(int[] offsets, int[] labels, int[] labelSizes) {
        this.offsets = offsets;
        this.labels = labels;
        this.labelSizes = labelSizes;
    }

    /**
     * Copies the labels in.
     *
     * @param labelsPerRow row × any number: label indices, 0 to {@code labelCount - 1}, in any order
     * @param labelCount number of labels, at least 1
     * @throws IllegalArgumentException if a label is out of range or a row has it twice
     */
    public static LabelSets of(int[][] labelsPerRow, int labelCount) {
        if (labelCount < 1) {
            throw new IllegalArgumentException("label count is " + labelCount + ", must be at least 1");
        }
        int[] offsets = new int[labelsPerRow.length + 1];
        for (int row = 0; row < labelsPerRow.length; row++) {
            long end = (long) offsets[row] + labelsPerRow[row].length;
            if (end > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "the rows up to row " + row + " have " + end + " labels in all, more than an array can hold");
            }
            offsets[row + 1] = (int) end;
        }
        int[] labels = new int[offsets[labelsPerRow.length]];
        int[] sizes = new int[labelCount];
        for (int row = 0; row < labelsPerRow.length; row++) {
            System.arraycopy(labelsPerRow[row], 0, labels, offsets[row], labelsPerRow[row].length);
            Arrays.sort(labels, offsets[row], offsets[row + 1]);
            for (int i = offsets[row]; i < offsets[row + 1]; i++) {
                if (labels[i] < 0 || labels[i] >= labelCount) {
                    throw new IllegalArgumentException(
                            "label " + labels[i] + " of row " + row + " must be 0 to " + (labelCount - 1));
                }
                if (i > offsets[row] && labels[i] == labels[i - 1]) {
                    throw new IllegalArgumentException("row " + row + " has label " + labels[i] + " twice");
                }
                sizes[labels[i]]++;
            }
        }
        return new LabelSets(offsets, labels, sizes);
    }

    /** Number of rows. */
    public int size() {
        return offsets.length - 1;
    }

    /** Number of labels, those without rows included. */
    public int labelCount() {
        return labelSizes.length;
    }

    /** Number of rows that have a label. */
    public int labelSize(int label) {
        return labelSizes[label];
    }

    /** Number of labels that a row has. */
    public int count(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /**
     * One of a row's labels.
     *
     * @param index 0 to {@code count(row) - 1}; higher ones give higher labels
     */
    public int label(int row, int index) {
        if (index < 0 || index >= count(row)) {
            throw new IndexOutOfBoundsException("label " + index + " of row " + row + ", which has " + count(row));
        }
        return labels[offsets[row] + index];
    }

    /** The labels of some of the rows, in the order given. */
    LabelSets select(int[] rows) {
        int[][] selected = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = Arrays.copyOfRange(labels, offsets[rows[i]], offsets[rows[i] + 1]);
        }
        return of(selected, labelCount());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSets that
                && labelCount() == that.labelCount()
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "LabelSets[" + size() + " rows, " + labelCount() + " labels]";
    }
}
