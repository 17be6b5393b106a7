package org.podium.ensemble;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is done between the probabilities of pixels and a mask. Sizes are shares of the mask's area, so that one setting
 * goes with masks of any size. The steps, in this order:
 *
 * <ol>
 *   <li>a pixel's class: the likeliest, or with a threshold the likeliest but the background wherever the background is
 *       unlikely enough;
 *   <li>regions of a class that are too small become background; where there is no such class, they take the class most
 *       frequent along their border;
 *   <li>holes that are small enough, regions of background that one class encloses, are filled with it.
 * </ol>
 *
 * <p>Pixels of a class that touch at a corner are connected (8 neighbours), those of a hole are not (4 neighbours): a
 * closed line of the one is then never crossed by the other.
 *
 * @param threshold least probability of all foreground together, 1 − background, in (0, 1); only with a background
 * @param minRegion regions with less than this share of the area are removed, in [0, 1); 0 for none
 * @param maxHole holes with less than this share of the area are filled, in [0, 1]; 0 for none, others only with a
 *     background
 */
public record PostProcessing(OptionalDouble threshold, double minRegion, double maxHole) {
    /** Every pixel has its likeliest class. */
    public static final PostProcessing NONE = new PostProcessing(OptionalDouble.empty(), 0, 0);

    /** From the one that changes least to the one that changes most: by steps, then shares, then the threshold. */
    static final Comparator<PostProcessing> GENTLEST_FIRST = Comparator.comparingInt(PostProcessing::steps)
            .thenComparingDouble(one -> one.minRegion + one.maxHole)
            .thenComparingDouble(PostProcessing::minRegion)
            .thenComparingDouble(one -> Math.abs(one.threshold.orElse(0.5) - 0.5))
            .thenComparingDouble(one -> one.threshold.orElse(0.5));

    public PostProcessing {
        threshold.ifPresent(value -> require("threshold", value, value > 0 && value < 1, "between 0 and 1"));
        require("minRegion", minRegion, minRegion >= 0 && minRegion < 1, "at least 0 and below 1");
        require("maxHole", maxHole, maxHole >= 0 && maxHole <= 1, "0 to 1");
    }

    private static void require(String what, double value, boolean allowed, String expected) {
        if (!allowed) {
            throw new IllegalArgumentException(what + " is " + value + ", must be " + expected);
        }
    }

    private int steps() {
        return (threshold.isPresent() ? 1 : 0) + (minRegion > 0 ? 1 : 0) + (maxHole > 0 ? 1 : 0);
    }

    /**
     * The class of each pixel, the first of equally likely ones. A pixel's class depends on no other pixel, so any part
     * of a mask will do.
     *
     * @param probabilities pixels × classes; not changed
     * @param classes 1 to {@link PixelConfusion#MOST_CLASSES}; 2 or more if there is a background
     * @param background index of the class that is no object
     * @return class index of each pixel
     * @throws IllegalArgumentException if the probabilities are no whole number of pixels, or a threshold has no
     *     background to set it against
     */
    public byte[] decide(float[] probabilities, int classes, OptionalInt background) {
        if (probabilities.length % classes != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities are not those of pixels with " + classes + " classes each");
        }
        return decide(probabilities, probabilities.length / classes, classes, background);
    }

    /**
     * The same for the first pixels of an array that may be longer.
     *
     * @param pixels how many
     * @throws IllegalArgumentException if the array is shorter, or a threshold has no background to set it against
     */
    public byte[] decide(float[] probabilities, int pixels, int classes, OptionalInt background) {
        if (probabilities.length < (long) pixels * classes) {
            throw new IllegalArgumentException(probabilities.length + " probabilities are too few for " + pixels
                    + " pixels with " + classes + " classes each");
        }
        requireBackground("a threshold", threshold.isPresent(), background);
        int none = threshold.isPresent() ? background.getAsInt() : -1;
        byte[] labels = new byte[pixels];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            int first = pixel * classes;
            boolean foreground = none >= 0 && 1 - (double) probabilities[first + none] >= threshold.getAsDouble();
            labels[pixel] = (byte) (none < 0 || foreground ? likeliest(probabilities, first, classes, none) : none);
        }
        return labels;
    }

    /** The likeliest class of the pixel whose probabilities start there, but for one class. */
    private static int likeliest(float[] probabilities, int first, int classes, int without) {
        int best = without == 0 ? 1 : 0;
        for (int c = best + 1; c < classes; c++) {
            if (c != without && probabilities[first + c] > probabilities[first + best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * The mask without regions that are too small and without holes. Needs some five bytes a pixel while it works.
     *
     * @param labels class index of each pixel, row by row; not changed
     * @param background index of the class that is no object
     * @return the same array if there is nothing to do, or else a new one
     * @throws IllegalArgumentException if the mask has not this size, or holes no background
     */
    public byte[] clean(byte[] labels, int width, int height, OptionalInt background) {
        if (width < 1 || height < 1 || labels.length != (long) width * height) {
            throw new IllegalArgumentException(labels.length + " pixels are no mask of " + width + " × " + height);
        }
        requireBackground("holes", maxHole > 0, background);
        if (minRegion == 0 && maxHole == 0) {
            return labels;
        }
        RegionCleaning cleaning = new RegionCleaning(labels.clone(), width, height);
        double least = minRegion * labels.length;
        // Less than one pixel or none is no region.
        if (least > 1 && background.isPresent()) {
            cleaning.removeSmall(least, background.getAsInt());
        } else if (least > 1) {
            cleaning.mergeSmall(least);
        }
        if (maxHole * labels.length > 1) {
            cleaning.fillHoles(maxHole * labels.length, background.getAsInt());
        }
        return cleaning.labels();
    }

    private static void requireBackground(String what, boolean wanted, OptionalInt background) {
        if (wanted && background.isEmpty()) {
            throw new IllegalArgumentException(what + " without a background: name the class that is no object");
        }
    }
}
