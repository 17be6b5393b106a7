package org.podium.ensemble;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How many pixels of each class were predicted as which. It grows with every mask that is added, so that one of a whole
 * fold, or of the whole data set, is the sum of its masks in any order. Not for several threads at a time: let each have
 * its own and add them up.
 *
 * <p>Pixels that are {@link #IGNORED} in the truth are kept apart: only what was predicted on them is counted.
 */
public final class PixelConfusion {
    /** In a true mask, as a byte: the pixel belongs to no class. */
    public static final int IGNORED = 255;

    /** As many classes as fit into a byte beside {@link #IGNORED}. */
    public static final int MOST_CLASSES = 255;

    private static final int BYTES = 256;

    private final int classes;
    private final OptionalInt background;
    /** Truth × predicted; the last row is that of ignored pixels. */
    private final long[][] counts;

    /** An empty one, all of whose classes are objects. */
    public PixelConfusion(int classes) {
        this(classes, OptionalInt.empty());
    }

    /**
     * An empty one.
     *
     * @param classes 1 to {@link #MOST_CLASSES}
     * @param background index of the class that is no object
     * @throws IllegalArgumentException if one of them is not in its range
     */
    public PixelConfusion(int classes, OptionalInt background) {
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new IllegalArgumentException(classes + " classes, must be 1 to " + MOST_CLASSES);
        }
        background.ifPresent(index -> requireClass("background", index, classes));
        this.classes = classes;
        this.background = background;
        counts = new long[classes + 1][classes];
    }

    /** Number of classes. */
    public int classes() {
        return classes;
    }

    /** Index of the class that is no object, if there is one. */
    public OptionalInt background() {
        return background;
    }

    /**
     * Adds the pixels of a mask, or of any part of one.
     *
     * @param truth class index of each pixel, or {@link #IGNORED}; not changed
     * @param predicted class index of each pixel; not changed
     * @throws IllegalArgumentException if the lengths differ or an index is no class; nothing has been added then
     */
    public void add(byte[] truth, byte[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException(
                    truth.length + " pixels of truth but " + predicted.length + " pixels of prediction");
        }
        int[] pairs = pairs(truth, predicted);
        for (int pair = 0; pair < pairs.length; pair++) {
            if (pairs[pair] > 0) {
                if (pair / BYTES != IGNORED) {
                    requireClass("true class", pair / BYTES, classes);
                }
                requireClass("predicted class", pair % BYTES, classes);
            }
        }
        for (int t = 0; t <= classes; t++) {
            for (int p = 0; p < classes; p++) {
                counts[t][p] += pairs[(t == classes ? IGNORED : t) * BYTES + p];
            }
        }
    }

    /** How often each pair of bytes occurs, at 256 × true + predicted. */
    private static int[] pairs(byte[] truth, byte[] predicted) {
        int[] pairs = new int[BYTES * BYTES];
        // Neighbours are mostly alike. A second table spares them from waiting for each other's count.
        int[] others = new int[BYTES * BYTES];
        int even = truth.length & ~1;
        for (int i = 0; i < even; i += 2) {
            pairs[(truth[i] & 0xFF) << 8 | predicted[i] & 0xFF]++;
            others[(truth[i + 1] & 0xFF) << 8 | predicted[i + 1] & 0xFF]++;
        }
        if (even < truth.length) {
            pairs[(truth[even] & 0xFF) << 8 | predicted[even] & 0xFF]++;
        }
        for (int pair = 0; pair < pairs.length; pair++) {
            pairs[pair] += others[pair];
        }
        return pairs;
    }

    private static void requireClass(String what, int index, int classes) {
        if (index < 0 || index >= classes) {
            throw new IllegalArgumentException(what + " is " + index + ", must be 0 to " + (classes - 1));
        }
    }

    /**
     * Adds pixels of one class.
     *
     * @param truth their class, not {@link #IGNORED}
     * @param predicted what they were predicted as
     * @throws IllegalArgumentException if an index is no class
     */
    public void add(int truth, int predicted, long pixels) {
        requireClass("true class", truth, classes);
        requireClass("predicted class", predicted, classes);
        counts[truth][predicted] += pixels;
    }

    /**
     * Adds the pixels of another one, which is not changed.
     *
     * @throws IllegalArgumentException if its classes or its background are others
     */
    public void add(PixelConfusion other) {
        if (other.classes != classes || !other.background.equals(background)) {
            throw new IllegalArgumentException("classes and background are " + other.classes + " and "
                    + other.background + ", here " + classes + " and " + background);
        }
        for (int t = 0; t <= classes; t++) {
            for (int p = 0; p < classes; p++) {
                counts[t][p] += other.counts[t][p];
            }
        }
    }

    /** Pixels of one class that were predicted as another, or the same. */
    public long count(int truth, int predicted) {
        requireClass("true class", truth, classes);
        return counts[truth][predicted];
    }

    /** Ignored pixels that were predicted as a class. */
    public long ignored(int predicted) {
        return counts[classes][predicted];
    }

    /** Pixels that are not ignored. */
    public long pixels() {
        return LongStream.range(0, classes).map(c -> actual((int) c)).sum();
    }

    /** Pixels of a class. */
    public long actual(int index) {
        requireClass("class", index, classes);
        return LongStream.of(counts[index]).sum();
    }

    /** Pixels predicted as a class, those that are ignored left out. */
    public long predicted(int index) {
        return IntStream.range(0, classes).mapToLong(t -> counts[t][index]).sum();
    }

    /**
     * Intersection over union of each class, Jaccard's index: correct ÷ (actual + predicted − correct). Ignored pixels
     * are left out.
     *
     * @return one a class; NaN for a class that neither occurs nor is predicted
     */
    public double[] iou() {
        return perClass(c -> ratio(counts[c][c], actual(c) + predicted(c) - counts[c][c]));
    }

    /**
     * Dice's coefficient of each class, which is its F1: 2 × correct ÷ (actual + predicted). Ignored pixels are left out.
     *
     * @return one a class; NaN for a class that neither occurs nor is predicted
     */
    public double[] dice() {
        return perClass(c -> ratio(2 * counts[c][c], actual(c) + predicted(c)));
    }

    private double[] perClass(IntToDoubleFunction score) {
        return IntStream.range(0, classes).mapToDouble(score).toArray();
    }

    /** NaN for nothing of nothing. */
    static double ratio(long part, long whole) {
        return (double) part / whole;
    }

    @Override
    public String toString() {
        return "PixelConfusion" + Arrays.deepToString(counts);
    }
}
