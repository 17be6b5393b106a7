package org.podium.pipeline.train;

import org.podium.pipeline.image.ImageRows;

/**
 * Labelled rows and which of them a fold trains and validates on.
 *
 * @param rows all rows
 * @param labels class of each row
 * @param classes number of classes
 * @param training rows to fit on
 * @param validation rows held out
 */
public record Examples(ImageRows rows, int[] labels, int classes, int[] training, int[] validation) {
    public Examples {
        if (labels.length != rows.size()) {
            throw new IllegalArgumentException(labels.length + " labels for " + rows.size() + " rows");
        }
        requireRows(training, validation);
    }

    static void requireRows(int[] training, int[] validation) {
        if (training.length < 2 || validation.length == 0) {
            throw new IllegalArgumentException("a fold needs two rows to train on and one to validate on, not "
                    + training.length + " and " + validation.length);
        }
    }

    /** Rows of each class to fit on. */
    public long[] trainingCounts() {
        long[] counts = new long[classes];
        for (int row : training) {
            counts[labels[row]]++;
        }
        return counts;
    }
}
