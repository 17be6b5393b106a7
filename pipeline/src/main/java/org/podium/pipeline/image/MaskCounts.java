package org.podium.pipeline.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How many pixels of a mask each class has.
 *
 * @param classes pixels of each class
 * @param ignored pixels that belong to no class
 */
public record MaskCounts(List<Long> classes, long ignored) {
    public MaskCounts {
        classes = List.copyOf(classes);
    }

    /**
     * Counts a mask of class indices.
     *
     * @param mask {@code CV_8UC1}, as {@link MaskFile} reads it
     * @param classes number of classes, at most {@link MaskCoding#MOST_CLASSES}
     * @throws IllegalArgumentException if a pixel has an index that is neither a class nor ignored
     */
    public static MaskCounts of(Mat mask, int classes) {
        long[] counts = new long[MaskCoding.IGNORED + 1];
        byte[] line = new byte[mask.cols()];
        for (int y = 0; y < mask.rows(); y++) {
            mask.ptr(y).get(line);
            for (byte index : line) {
                counts[index & 0xFF]++;
            }
        }
        List<Long> ofClasses = new ArrayList<>();
        for (int i = 0; i < MaskCoding.IGNORED; i++) {
            if (i < classes) {
                ofClasses.add(counts[i]);
            } else if (counts[i] > 0) {
                throw new IllegalArgumentException("index " + i + " of " + classes + " classes");
            }
        }
        return new MaskCounts(ofClasses, counts[MaskCoding.IGNORED]);
    }

    /** Of a mask of no pixels; what others are added to. */
    public static MaskCounts none(int classes) {
        return new MaskCounts(Collections.nCopies(classes, 0L), 0);
    }

    /** All pixels. */
    public long total() {
        return ignored + classes.stream().mapToLong(Long::longValue).sum();
    }

    /** The pixels of both masks. */
    public MaskCounts plus(MaskCounts other) {
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            sums.add(classes.get(i) + other.classes.get(i));
        }
        return new MaskCounts(sums, ignored + other.ignored);
    }
}
