package org.podium.pipeline.train;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Mixing;

/**
 * Mixup and CutMix of batches, in place. The share, CutMix's box and who is mixed with whom are drawn once a batch.
 *
 * <p>Since partners are a permutation, mixing moves brightness between images but keeps it in the batch: CutMix exactly,
 * Mixup up to rounding.
 */
final class Mixer {
    /** Shares are multiples of 1/65536, for which mixing bytes is exact in whole numbers. */
    private static final int ONE = 1 << 16;

    private static final int CHANNELS = 3;

    private final Optional<Mixing> choice;

    /** @param choice empty: no batch is mixed */
    Mixer(Optional<Mixing> choice) {
        this.choice = choice;
    }

    /**
     * Mixes a batch, or not, as chance has it.
     *
     * @param pixels rows x height x width x 3 bytes, from index 0; its position is neither used nor changed
     * @return what was done, empty for nothing
     */
    Optional<Mix> mix(ByteBuffer pixels, int rows, int height, int width, RandomGenerator random) {
        return choice.filter(mixing -> random.nextDouble() < mixing.probability())
                .map(mixing -> mixed(mixing, pixels, rows, height, width, random));
    }

    private static Mix mixed(
            Mixing choice, ByteBuffer pixels, int rows, int height, int width, RandomGenerator random) {
        boolean cut =
                choice.cutmix().isPresent() && (choice.mixup().isEmpty() || random.nextDouble() < choice.cutmixShare());
        double share = beta((cut ? choice.cutmix() : choice.mixup()).orElseThrow(), random);
        int[] partners = EpochOrder.shuffled(IntStream.range(0, rows).toArray(), random);
        if (cut) {
            Box box = Box.draw(share, height, width, random);
            combine(pixels, height * width * CHANNELS, partners, (own, other) -> box.paste(own, other, width));
            return new Mix(partners, 1 - (double) box.area() / (height * width));
        }
        int weight = (int) StrictMath.rint(share * ONE);
        combine(pixels, height * width * CHANNELS, partners, (own, other) -> blend(own, other, weight));
        return new Mix(partners, (double) weight / ONE);
    }

    /**
     * A draw from Beta(α, α), by Bailey's polar method (Bailey 1994, Mathematics of Computation 62, 779): t, over the root
     * of 2α, has Student's distribution of 2α degrees of freedom. Two uniform numbers, for any α, none rejected.
     */
    static double beta(double alpha, RandomGenerator random) {
        double radius2 = StrictMath.pow(random.nextDouble(), -1 / alpha) - 1;
        double cosine = StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
        // As 1 / (1 + 1 / t²), since t² may be infinite.
        double distance = StrictMath.sqrt(1 / (1 + 1 / (radius2 * cosine * cosine)));
        return 0.5 + 0.5 * Math.copySign(distance, cosine);
    }

    /** What an image and its partner's become; written to the former. */
    private interface Combination {
        void apply(byte[] own, byte[] other);
    }

    /**
     * Combines every image with its partner's as it was before. Along a cycle of the permutation a partner is changed only
     * after it was used, but for the first, which is kept.
     */
    private static void combine(ByteBuffer pixels, int bytes, int[] partners, Combination combination) {
        boolean[] done = new boolean[partners.length];
        byte[] own = new byte[bytes];
        byte[] other = new byte[bytes];
        byte[] first = new byte[bytes];
        for (int start = 0; start < partners.length; start++) {
            if (done[start]) {
                continue;
            }
            pixels.get(start * bytes, first);
            int row = start;
            do {
                int partner = partners[row];
                pixels.get(row * bytes, own);
                if (partner == start) {
                    combination.apply(own, first);
                } else {
                    pixels.get(partner * bytes, other);
                    combination.apply(own, other);
                }
                pixels.put(row * bytes, own);
                done[row] = true;
                row = partner;
            } while (row != start);
        }
    }

    private static void blend(byte[] own, byte[] other, int weight) {
        for (int i = 0; i < own.length; i++) {
            int sum = weight * (own[i] & 0xff) + (ONE - weight) * (other[i] & 0xff);
            own[i] = (byte) ((sum + ONE / 2) / ONE);
        }
    }

    /** Rows {@code top} to below {@code bottom}, columns {@code left} to below {@code right}. */
    private record Box(int top, int bottom, int left, int right) {
        /** A box with the image's proportions, of area 1 - share, around a pixel of chance, cut off at the image's edges. */
        static Box draw(double share, int height, int width, RandomGenerator random) {
            double side = StrictMath.sqrt(1 - share);
            int high = (int) (height * side);
            int wide = (int) (width * side);
            int top = random.nextInt(height) - high / 2;
            int left = random.nextInt(width) - wide / 2;
            return new Box(
                    Math.max(top, 0), Math.min(top + high, height), Math.max(left, 0), Math.min(left + wide, width));
        }

        int area() {
            return (bottom - top) * (right - left);
        }

        void paste(byte[] own, byte[] other, int width) {
            for (int y = top; y < bottom; y++) {
                int from = (y * width + left) * CHANNELS;
                System.arraycopy(other, from, own, from, (right - left) * CHANNELS);
            }
        }
    }
}
