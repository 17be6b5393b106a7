package org.podium.folds;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A class index a row, and how many rows each class has. The arrays are not to be written to.
 *
 * @param ofRow class of each row; {@code null} where all rows are of the only class
 */
record ClassCodes(int[] ofRow, int[] sizes) {

    /**
     * Copies the classes in and counts them.
     *
     * @param nameOfRow what a row is called in messages
     */
    static ClassCodes of(int[] classes, int classCount, IntFunction<String> nameOfRow) {
        if (classCount < 1) {
            throw new IllegalArgumentException("class count is " + classCount + ", must be at least 1");
        }
        int[] sizes = new int[classCount];
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] < 0 || classes[row] >= classCount) {
                throw new IllegalArgumentException("class of row " + nameOfRow.apply(row) + " is " + classes[row]
                        + ", must be 0 to " + (classCount - 1));
            }
            sizes[classes[row]]++;
        }
        return new ClassCodes(classes.clone(), sizes);
    }

    /** One class for all rows. */
    static ClassCodes single(int rows) {
        return new ClassCodes(null, new int[] {rows});
    }

    /** Class of a row. */
    int of(int row) {
        return ofRow == null ? 0 : ofRow[row];
    }

    int count() {
        return sizes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassCodes that && count() == that.count() && Arrays.equals(ofRow, that.ofRow);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ofRow);
    }
}
