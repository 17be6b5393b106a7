package org.podium.ensemble;

import java.util.Arrays;

/**
 * An average of pixels' class probabilities that are given bit by bit: overlapping windows, views, folds or models. Means
 * the same as {@link Averaging}, in single precision and with a weight for each pixel. The classes of a pixel stand
 * together, pixels one after the other.
 *
 * <p>Sums are added in the order of the calls: the same calls give the same bits. Not for several threads at once.
 */
public final class PixelSums {
    /** Certainty, as a byte. */
    public static final int ONE = 255;

    /** What a byte of 0 stands for where its logarithm is asked for: the middle of what is rounded to it. */
    private static final double ZERO = 0.25 / ONE;

    private final Averaging averaging;
    private final int classes;
    private final float[] sums;
    private final float[] weights;
    private final float[] termOfByte = new float[ONE + 1];

    /**
     * @param pixels how many there is room for
     * @param classes at least one
     */
    public PixelSums(Averaging averaging, int pixels, int classes) {
        this.averaging = averaging;
        this.classes = classes;
        this.sums = new float[Math.multiplyExact(pixels, classes)];
        this.weights = new float[pixels];
        for (int b = 0; b <= ONE; b++) {
            termOfByte[b] = (float) averaging.term(b == 0 && averaging.term(0) != 0 ? ZERO : (double) b / ONE);
        }
    }

    /** Number of pixels there is room for. */
    public int pixels() {
        return weights.length;
    }

    /**
     * Adds a run of pixels.
     *
     * @param first the pixel that the run begins with
     * @param probabilities where the run's are, from index {@code from} on
     * @param count pixels
     * @param weight weight of each pixel of the run, from index {@code weightFrom} on, times {@code factor}
     */
    public void add(
            int first, float[] probabilities, int from, int count, float[] weight, int weightFrom, float factor) {
        for (int i = 0; i < count; i++) {
            float w = weight[weightFrom + i] * factor;
            int source = from + i * classes;
            int target = (first + i) * classes;
            for (int c = 0; c < classes; c++) {
                sums[target + c] += w * (float) averaging.term(probabilities[source + c]);
            }
            weights[first + i] += w;
        }
    }

    /**
     * Adds the first pixels' probabilities, as {@link #toByte} makes them.
     *
     * @param count pixels
     */
    public void add(byte[] probabilities, int count, float weight) {
        for (int i = 0; i < count * classes; i++) {
            sums[i] += weight * termOfByte[probabilities[i] & ONE];
        }
        for (int i = 0; i < count; i++) {
            weights[i] += weight;
        }
    }

    /**
     * The averages of some pixels; each pixel's sum to one up to rounding.
     *
     * @param into filled from index 0 on
     * @throws IllegalStateException if nothing was added to one of them
     */
    public void average(int first, int count, float[] into) {
        for (int i = 0; i < count; i++) {
            if (!(weights[first + i] > 0)) {
                throw new IllegalStateException("nothing was added to pixel " + (first + i));
            }
            averaging.average(sums, (first + i) * classes, classes, weights[first + i], into, i * classes);
        }
    }

    /** Forgets the first pixels: those behind them move to the front, and there is room for as many at the end. */
    public void dropFirst(int count) {
        System.arraycopy(sums, count * classes, sums, 0, sums.length - count * classes);
        Arrays.fill(sums, sums.length - count * classes, sums.length, 0);
        System.arraycopy(weights, count, weights, 0, weights.length - count);
        Arrays.fill(weights, weights.length - count, weights.length, 0);
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(weights, 0);
    }

    /** A probability rounded to one of 256 steps, 255 being certainty. */
    public static byte toByte(float probability) {
        return (byte) (int) (probability * ONE + 0.5f);
    }
}
