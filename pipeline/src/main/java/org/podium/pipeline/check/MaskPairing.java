package org.podium.pipeline.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Do masks belong to their images? The regions of a mask should part the colours of its own image better than those of
 * another one. Compared are images in miniature and the share of the variance of their colours that lies between regions,
 * the coefficient of determination, with masks dealt out at random.
 *
 * @param rows number of rows looked at: those with two regions or more
 * @param own share of the variance that is between the regions of an image's own mask, in the mean
 * @param others the same with the masks of other images
 * @param pValue share of the random deals, the true one among them, that do as well
 */
public record MaskPairing(int rows, double own, double others, double pValue) {
    /** Side in pixels of the miniatures. */
    public static final int SIDE = 48;

    /** With fewer rows even a real connection may not show. */
    static final int ENOUGH = 20;

    private static final int DEALS = 999;
    private static final double SURE = 0.01;
    private static final String NAME = "masks belong to their images";

    /**
     * An image and its mask in miniature.
     *
     * @param rgb SIDE × SIDE × RGB
     * @param mask SIDE × SIDE class indices, 255 where there is none
     */
    public record Miniature(byte[] rgb, byte[] mask) {
        private boolean parted() {
            for (byte index : mask) {
                if (index != mask[0]) {
                    return true;
                }
            }
            return false;
        }
    }

    public static MaskPairing of(List<Miniature> all, RandomGenerator random) {
        List<Miniature> rows = all.stream().filter(Miniature::parted).toList();
        int n = rows.size();
        if (n < 2) {
            return new MaskPairing(n, 0, 0, 1);
        }
        double[][] parted = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                parted[i][j] = between(rows.get(i).rgb(), rows.get(j).mask());
            }
        }
        double own = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            own += parted[i][i];
            sum += Arrays.stream(parted[i]).sum();
        }
        return new MaskPairing(
                n, own / n, (sum - own) / ((double) n * (n - 1)), (1.0 + asGood(parted, own, random)) / (1 + DEALS));
    }

    /** How many of the random deals part the colours as well. */
    private static int asGood(double[][] parted, double own, RandomGenerator random) {
        List<Integer> deal = new ArrayList<>();
        for (int i = 0; i < parted.length; i++) {
            deal.add(i);
        }
        int count = 0;
        for (int d = 0; d < DEALS; d++) {
            double sum = 0;
            for (int i = parted.length - 1; i >= 0; i--) {
                int j = random.nextInt(i + 1);
                int mask = deal.get(j);
                deal.set(j, deal.get(i));
                deal.set(i, mask);
                sum += parted[i][mask];
            }
            count += sum >= own ? 1 : 0;
        }
        return count;
    }

    /** Share of the variance that is between regions, over the three channels together; 0 for an image of one colour. */
    private static double between(byte[] rgb, byte[] mask) {
        double[][] sums = new double[256][3];
        int[] counts = new int[256];
        double squares = 0;
        for (int i = 0; i < mask.length; i++) {
            int region = mask[i] & 0xff;
            counts[region]++;
            for (int c = 0; c < 3; c++) {
                int value = rgb[3 * i + c] & 0xff;
                sums[region][c] += value;
                squares += (double) value * value;
            }
        }
        double between = 0;
        double[] all = new double[3];
        for (int region = 0; region < 256; region++) {
            for (int c = 0; c < 3 && counts[region] > 0; c++) {
                between += sums[region][c] * sums[region][c] / counts[region];
                all[c] += sums[region][c];
            }
        }
        double mean = (all[0] * all[0] + all[1] * all[1] + all[2] * all[2]) / mask.length;
        return squares > mean ? (between - mean) / (squares - mean) : 0;
    }

    public CheckLine line() {
        if (rows < ENOUGH) {
            return CheckLine.skipped(NAME, "only " + rows + " masks have two regions: too few to tell");
        }
        String found = String.format(
                Locale.ROOT,
                "regions of their own masks explain %.1f %% of the colours of %,d images, those of other masks %.1f %% (p %s)",
                100 * own,
                rows,
                100 * others,
                pValue < SURE ? "< 0.01" : String.format(Locale.ROOT, "= %.2f", pValue));
        return pValue < SURE
                ? CheckLine.passed(NAME, found)
                : CheckLine.failed(
                        NAME,
                        found + ": masks and images seem unrelated",
                        "Look whether masks were shuffled, shifted or mirrored against their images: 'podium augment'"
                                + " lays them over each other.");
    }
}
