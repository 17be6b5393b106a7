package org.podium.pipeline.image;

import java.util.Arrays;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What an image looks like from afar, in 63 bits: images that were re-encoded or resized differ in few of them, unrelated
 * ones in about half.
 *
 * <p>The image is turned to grey and to 32 × 32 means; of its two-dimensional DCT-II (orthonormal) the 8 × 8 lowest
 * frequencies but the constant one stay; a bit says whether its coefficient is above their median. Bit 8v + u belongs to
 * the vertical frequency v and the horizontal frequency u; bit 0 is never set. After Zauner, Implementation and
 * Benchmarking of Perceptual Image Hash Functions (2010), section 3.2.1, which counts the constant one in.
 *
 * @param value of the image
 * @param mirrored of the image with left and right exchanged: the odd horizontal frequencies change their sign
 */
public record PerceptualHash(long value, long mirrored) {
    /** Rows, and columns, of the means. */
    static final int SIDE = 32;

    private static final int LOW = 8;
    /** LOW × SIDE: the orthonormal DCT-II's lowest rows. */
    private static final double[][] COSINES = cosines();

    private static double[][] cosines() {
        double[][] rows = new double[LOW][SIDE];
        for (int k = 0; k < LOW; k++) {
            double scale = StrictMath.sqrt((k == 0 ? 1.0 : 2.0) / SIDE);
            for (int n = 0; n < SIDE; n++) {
                rows[k][n] = scale * StrictMath.cos(StrictMath.PI * (2 * n + 1) * k / (2 * SIDE));
            }
        }
        return rows;
    }

    /** @param rgb 8-bit, three channels, 32 × 32 means of the image */
    static PerceptualHash of(Mat rgb) {
        return of(coefficients(grey(rgb)));
    }

    /** Bits in which two hashes differ, 0 to 63. */
    public static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }

    /** Luma of ITU-R BT.601, row by row, 0 to 255. */
    private static double[] grey(Mat rgb) {
        byte[] bytes = new byte[3 * SIDE * SIDE];
        rgb.data().get(bytes);
        double[] grey = new double[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.299 * (bytes[3 * i] & 0xFF)
                    + 0.587 * (bytes[3 * i + 1] & 0xFF)
                    + 0.114 * (bytes[3 * i + 2] & 0xFF);
        }
        return grey;
    }

    /**
     * The lowest frequencies of the two-dimensional DCT-II.
     *
     * @param grey 32 × 32, row by row
     * @return 8 × 8, the vertical frequency first
     */
    static double[] coefficients(double[] grey) {
        double[] rows = new double[SIDE * LOW];
        for (int y = 0; y < SIDE; y++) {
            for (int u = 0; u < LOW; u++) {
                double sum = 0;
                for (int x = 0; x < SIDE; x++) {
                    sum += COSINES[u][x] * grey[y * SIDE + x];
                }
                rows[y * LOW + u] = sum;
            }
        }
        double[] low = new double[LOW * LOW];
        for (int v = 0; v < LOW; v++) {
            for (int u = 0; u < LOW; u++) {
                double sum = 0;
                for (int y = 0; y < SIDE; y++) {
                    sum += COSINES[v][y] * rows[y * LOW + u];
                }
                // Sums of what cancels are not quite zero; of an image in one colour they would decide the bits.
                low[v * LOW + u] = Math.rint(sum * 1024) / 1024;
            }
        }
        return low;
    }

    private static PerceptualHash of(double[] low) {
        double[] mirrored = low.clone();
        for (int i = 1; i < mirrored.length; i += 2) {
            mirrored[i] = -mirrored[i];
        }
        return new PerceptualHash(bits(low), bits(mirrored));
    }

    private static long bits(double[] low) {
        double[] sorted = Arrays.copyOfRange(low, 1, low.length);
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        long bits = 0;
        for (int i = 1; i < low.length; i++) {
            if (low[i] > median) {
                bits |= 1L << i;
            }
        }
        return bits;
    }
}
