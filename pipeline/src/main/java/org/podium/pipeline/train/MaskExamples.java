package org.podium.pipeline.train;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskedRows;

/**
 * Rows with masks and which of them a fold trains and validates on.
 *
 * @param rows all rows
 * @param labels class of each row by which sampling balances
 * @param pixels of each class in each row's mask
 * @param classes number of classes
 * @param background index of the class that is no object, if there is one
 * @param training rows to fit on
 * @param validation rows held out
 */
public record MaskExamples(
        MaskedRows rows,
        int[] labels,
        List<MaskCounts> pixels,
        int classes,
        OptionalInt background,
        int[] training,
        int[] validation) {
    public MaskExamples {
        pixels = List.copyOf(pixels);
        int size = rows.images().size();
        if (pixels.size() != size || labels.length != size) {
            throw new IllegalArgumentException(
                    pixels.size() + " counts of pixels and " + labels.length + " labels for " + size + " rows");
        }
        Examples.requireRows(training, validation);
    }

    /** Training pixels of each class. */
    public long[] trainingCounts() {
        MaskCounts all =
                Arrays.stream(training).mapToObj(pixels::get).reduce(MaskCounts.none(classes), MaskCounts::plus);
        return all.classes().stream().mapToLong(Long::longValue).toArray();
    }
}
