package org.podium.pipeline.duplicates;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How near images of a set are that are no duplicates, and hence what distance is none of chance.
 *
 * <p>Photographs of many things are far from each other, pencil strokes and leaves of one species are not: no fixed
 * distance tells duplicates from either. But around an image that has no duplicate, distances grow smoothly. If images
 * lie, near a point, like points in a space of k dimensions, then the distance to the nearest one is less than r times
 * that to the second nearest with probability r^k (Facco, d'Errico, Rodriguez, Laio: Estimating the intrinsic dimension of
 * datasets by a minimal neighborhood information, Scientific Reports 7, 2017). So k is estimated from the ratios of second
 * to first distances, by their lower quartile, since duplicates can only add large ratios; and r is chosen such that less
 * than {@value #FALSE_PAIRS} pairs are expected in the whole set by chance. A pair is a duplicate if, seen from either of
 * its images, a gap as wide as 1 / r follows its distance, and the distance is at most r times the median distance of
 * nearest neighbours. Frames of a film, whose neighbours' neighbours are nearly as near, have no such gap.
 *
 * <p>Where most images have a relative each (a second view, a copy), ratios of second to first distances are all large. The
 * ratios of third to second distances, whose k-th powers' reciprocals are the larger of two uniform numbers, then tell k,
 * and so on: the first rank is taken whose k is not less than half of the next rank's.
 *
 * <p>Of a few images, or of images most of which have more relatives than that, too little is known. That much is seen,
 * though: see {@link #doubtful}.
 *
 * <p>Distances are taken to the first {@value #REFERENCES} images; of larger sets r is lowered for what is not seen.
 * The first estimate is made on an eighth of them. Duplicates found by it are left out of the next one, which is made on
 * all others, and so on until there are none. Only if most images of that eighth have duplicates in it, does too low an
 * estimate hide some.
 */
final class Background {
    private static final int REFERENCES = 2048;
    private static final int FEWEST = 20;
    private static final int FEWEST_OF_MANY = 64;
    private static final double FALSE_PAIRS = 0.1;
    /** Not looked for: images of which most have more relatives than this. */
    private static final int MOST_RELATIVES = 3;
    /** A dimension that no set of pictures has: the estimate went wrong. */
    private static final double LEAST_DIMENSION = 1;
    /** Share of images with near relatives from which on the lower quartile may be one of those. */
    private static final double MANY_RELATED = 0.25;
    /** Gaps narrower than this are no gaps, however many dimensions there are. */
    private static final double LARGEST_RATIO = 0.5;
    /** Pictures correlated less than 0.95 are not called the same, however far all others are. */
    private static final double LARGEST_DISTANCE = 0.05;
    /** What is called the same where there is nothing to compare with. */
    private static final double DISTANCE_OF_FEW = 0.01;

    private final int images;
    private final List<Appearance> references;
    private final boolean[] twin;
    private double ratio = LARGEST_RATIO;
    private double distance = DISTANCE_OF_FEW;
    private double dimension;
    private double nearest;
    private final boolean doubtful;

    /** @param images in an order that has nothing to do with what they show */
    Background(List<Appearance> images) {
        this.images = images.size();
        references = images.subList(0, Math.min(REFERENCES, images.size()));
        twin = new boolean[references.size()];
        float[][] distances = distances();
        // Of a few, few have a duplicate among them, even if each has one in the set.
        estimate(distances, Math.max(FEWEST_OF_MANY, references.size() / 8));
        leaveOutTwins(distances);
        do {
            estimate(distances, references.size());
        } while (leaveOutTwins(distances));
        doubtful = doubtful(distances);
    }

    /**
     * Whether too few images without relatives are left to judge by: hardly any at all, or more than a quarter have others
     * so near, and all the rest so far, as duplicates have where there is much else to compare with.
     */
    private boolean doubtful(float[][] distances) {
        int[] left = IntStream.range(0, twin.length).filter(i -> !twin[i]).toArray();
        long related = IntStream.of(left)
                .filter(i -> gapped(IntStream.of(left)
                        .filter(j -> j != i)
                        .mapToDouble(j -> distances[i][j])
                        .sorted()
                        .toArray()))
                .count();
        return left.length < FEWEST || dimension < LEAST_DIMENSION || related > MANY_RELATED * left.length;
    }

    private static boolean gapped(double[] sorted) {
        for (int i = 0; i + 1 < sorted.length && sorted[i] <= LARGEST_DISTANCE; i++) {
            if (sorted[i] <= LARGEST_RATIO * sorted[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Pairs nearer than this may be duplicates, whatever the thresholds say; 0 if those can be relied on. */
    double doubt() {
        return doubtful ? LARGEST_DISTANCE : 0;
    }

    Thresholds thresholds(int bits) {
        return new Thresholds(bits, distance, ratio, dimension, nearest);
    }

    private float[][] distances() {
        int n = references.size();
        float[][] distances = new float[n][n];
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = 0; j < i; j++) {
                distances[i][j] = (float) references.get(i).distance(references.get(j));
                distances[j][i] = distances[i][j];
            }
        });
        return distances;
    }

    /** @param most how many of the references to take */
    private void estimate(float[][] distances, int most) {
        int[] left = IntStream.range(0, twin.length)
                .filter(i -> !twin[i])
                .limit(most)
                .toArray();
        if (left.length < FEWEST) {
            return;
        }
        double[][] firsts = new double[MOST_RELATIVES + 2][left.length];
        for (int k = 0; k < left.length; k++) {
            double[] nearestOf = nearest(distances[left[k]], left, left[k]);
            for (int rank = 0; rank < firsts.length; rank++) {
                firsts[rank][k] = nearestOf[rank];
            }
        }
        int relatives = 0;
        while (relatives < MOST_RELATIVES && 2 * dimension(firsts, relatives) < dimension(firsts, relatives + 1)) {
            relatives++;
        }
        dimension = dimension(firsts, relatives);
        double seen = Math.min(1, (double) left.length / images);
        ratio = Math.min(LARGEST_RATIO, StrictMath.pow(2 * FALSE_PAIRS / images * seen, 1 / dimension));
        Arrays.sort(firsts[relatives]);
        nearest = firsts[relatives][left.length / 2];
        distance = Math.min(LARGEST_DISTANCE, ratio * nearest);
    }

    /** The smallest distances, ascending. */
    private static double[] nearest(float[] distances, int[] left, int own) {
        double[] nearest = new double[MOST_RELATIVES + 2];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int j : left) {
            double farther = j == own ? Double.POSITIVE_INFINITY : distances[j];
            for (int rank = 0; rank < nearest.length; rank++) {
                double nearer = Math.min(nearest[rank], farther);
                farther = Math.max(nearest[rank], farther);
                nearest[rank] = nearer;
            }
        }
        return nearest;
    }

    /**
     * The dimension as told by the ratios of the distances of two neighbours.
     *
     * @param rank of the nearer of the two, from 0
     */
    private static double dimension(double[][] firsts, int rank) {
        double[] ratios = new double[firsts[rank].length];
        for (int k = 0; k < ratios.length; k++) {
            double nearer = firsts[rank][k];
            ratios[k] = nearer == 0 ? Double.POSITIVE_INFINITY : firsts[rank + 1][k] / nearer;
        }
        Arrays.sort(ratios);
        // A quarter of the ratios is below q when 1 − q^(−k (rank + 1)) = 1/4.
        return StrictMath.log(4 / 3.0) / (rank + 1) / StrictMath.log(ratios[ratios.length / 4]);
    }

    /** @return whether there were any */
    private boolean leaveOutTwins(float[][] distances) {
        int n = references.size();
        double[] radius = new double[n];
        for (int i = 0; i < n; i++) {
            int row = i;
            radius[i] = twin[i]
                    ? -1
                    : radius(IntStream.range(0, n)
                            .filter(j -> j != row && !twin[j])
                            .mapToDouble(j -> distances[row][j]));
        }
        boolean any = false;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n && !twin[i]; j++) {
                if (!twin[j] && distances[i][j] <= Math.min(radius[i], radius[j])) {
                    twin[j] = true;
                    any = true;
                }
            }
        }
        return any;
    }

    /**
     * How far the duplicates of an image go: the largest distance, none above the threshold, that a gap follows.
     *
     * @param distances to all others that are known
     * @return negative if there are none
     */
    private double radius(DoubleStream distances) {
        double[] sorted = distances.filter(d -> d <= distance / ratio).sorted().toArray();
        for (int i = sorted.length - 1; i >= 0; i--) {
            double next = i + 1 < sorted.length ? sorted[i + 1] : Double.POSITIVE_INFINITY;
            if (sorted[i] <= distance && sorted[i] <= ratio * next) {
                return sorted[i];
            }
        }
        return -1;
    }

    /**
     * How far the duplicates of an image go.
     *
     * @param image its index among all
     * @param view its appearance, or that of its mirror image
     * @param candidates distances from that view to others, duplicates among them
     */
    double radius(int image, Appearance view, DoubleStream candidates) {
        DoubleStream unrelated = IntStream.range(0, references.size())
                .filter(j -> j != image && !twin[j])
                .mapToDouble(j -> view.distance(references.get(j), distance / ratio));
        return radius(DoubleStream.concat(candidates, unrelated));
    }
}
