package org.podium.pipeline.preflight;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.podium.pipeline.image.MaskCoding;

/**
 * How many of some images, or of their masks' pixels, have their own class as the one of the highest score, and no other of
 * as high a one.
 *
 * @param right so many of them
 * @param known all whose class is known
 * @param commonest so many are of the commonest class, which a network can have right that tells nothing apart; 0 for images
 */
record Right(long right, long known, long commonest) {
    /** Share of what the commonest class leaves that counts as known by heart: edges are learned last. */
    private static final double BY_HEART = 0.75;

    /** The same in evaluation, whose running statistics are nearly, but not quite, those of training. */
    private static final double STILL = 0.6;

    /** @param scores rows x classes; with masks rows x (classes x height x width) */
    static Right of(float[][] scores, Images images) {
        return images.masked() ? ofPixels(scores, images) : ofRows(scores, images.labels());
    }

    private static Right ofRows(float[][] scores, long[] labels) {
        long right = IntStream.range(0, labels.length)
                .filter(row -> isHighest(scores[row], (int) labels[row], 0, 1))
                .count();
        return new Right(right, labels.length, 0);
    }

    private static Right ofPixels(float[][] scores, Images images) {
        long right = 0;
        long[] counts = new long[MaskCoding.IGNORED];
        for (int row = 0; row < images.rows(); row++) {
            byte[] mask = images.mask(row);
            for (int pixel = 0; pixel < mask.length; pixel++) {
                int own = mask[pixel] & 0xFF;
                if (own != MaskCoding.IGNORED) {
                    counts[own]++;
                    right += isHighest(scores[row], own, pixel, mask.length) ? 1 : 0;
                }
            }
        }
        return new Right(
                right, Arrays.stream(counts).sum(), Arrays.stream(counts).max().orElseThrow());
    }

    /** Whether that class has the highest of the scores that begin at an index and lie so far apart, and alone. */
    private static boolean isHighest(float[] scores, int own, int from, int step) {
        float score = scores[from + own * step];
        for (int at = from; at < scores.length; at += step) {
            if (at != from + own * step && !(scores[at] < score)) {
                return false;
            }
        }
        return true;
    }

    /** All images; of pixels most, beyond what is right without telling anything apart. */
    boolean byHeart() {
        return isShare(BY_HEART);
    }

    /** Whether evaluation knows what training knew by heart. */
    boolean stillKnown() {
        return isShare(STILL);
    }

    /** Of pixels, such as {@code 97.1 % of the pixels (the commonest class has 31.0 %)}. */
    String percent() {
        return String.format(
                Locale.ROOT,
                "%.1f %% of the pixels (the commonest class alone has %.1f %%)",
                100.0 * right / known,
                100.0 * commonest / known);
    }

    private boolean isShare(double share) {
        return commonest == 0 ? right == known : right - commonest >= share * (known - commonest);
    }
}
