package org.podium.pipeline.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The nearest rows of each row by brute force, in Euclidean distance. The result does not depend on threads. */
final class Neighbours {
    /** Dimensions worked on together, so that the sums are read and written less often. */
    private static final int STRIDE = 4;

    private Neighbours() {}

    /** Which rows a row may choose its neighbours from. Itself never is one, whatever this says. */
    @FunctionalInterface
    interface Candidates {
        boolean allows(int row, int candidate);
    }

    /**
     * Finds neighbours under several rules at once, since the distances cost most.
     *
     * @param points rows × dimensions, a multiple of 4 dimensions
     * @return rule × row × neighbour, nearest first, the earlier row of equally near ones; -1 where fewer than {@code
     *     count} rows are allowed
     */
    static int[][][] nearest(float[][] points, int count, List<Candidates> rules) {
        int rows = points.length;
        float[][] transposed = transposed(points);
        float[] halfSquares = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (float value : points[row]) {
                halfSquares[row] += value * value / 2;
            }
        }
        int[][][] found = new int[rules.size()][rows][];
        IntStream.range(0, rows).parallel().forEach(row -> {
            float[] closeness = products(points[row], transposed);
            for (int other = 0; other < rows; other++) {
                closeness[other] -= halfSquares[other];
            }
            for (int rule = 0; rule < found.length; rule++) {
                found[rule][row] = closest(closeness, row, count, rules.get(rule));
            }
        });
        return found;
    }

    private static float[][] transposed(float[][] points) {
        float[][] transposed = new float[points[0].length][points.length];
        for (int row = 0; row < points.length; row++) {
            for (int dimension = 0; dimension < transposed.length; dimension++) {
                transposed[dimension][row] = points[row][dimension];
            }
        }
        return transposed;
    }

    /** Inner products of a point with all: one independent sum a row, which the JVM turns into vector instructions. */
    private static float[] products(float[] point, float[][] transposed) {
        float[] sums = new float[transposed[0].length];
        for (int dimension = 0; dimension < point.length; dimension += STRIDE) {
            float[] first = transposed[dimension];
            float[] second = transposed[dimension + 1];
            float[] third = transposed[dimension + 2];
            float[] fourth = transposed[dimension + 3];
            float a = point[dimension];
            float b = point[dimension + 1];
            float c = point[dimension + 2];
            float d = point[dimension + 3];
            for (int row = 0; row < sums.length; row++) {
                sums[row] += a * first[row] + b * second[row] + c * third[row] + d * fourth[row];
            }
        }
        return sums;
    }

    private static int[] closest(float[] closeness, int row, int count, Candidates rule) {
        int[] best = new int[count];
        Arrays.fill(best, -1);
        float worst = Float.NEGATIVE_INFINITY;
        for (int other = 0; other < closeness.length; other++) {
            if (closeness[other] > worst && other != row && rule.allows(row, other)) {
                int place = count - 1;
                while (place > 0 && (best[place - 1] < 0 || closeness[other] > closeness[best[place - 1]])) {
                    best[place] = best[place - 1];
                    place--;
                }
                best[place] = other;
                if (best[count - 1] >= 0) {
                    worst = closeness[best[count - 1]];
                }
            }
        }
        return best;
    }
}
