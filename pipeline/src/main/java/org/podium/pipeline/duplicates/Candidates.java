package org.podium.pipeline.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.podium.pipeline.image.PerceptualHash;

/**
 * The pairs of images whose hashes are near enough to compare the images themselves.
 *
 * <p>There are never many more than images, whatever the images are: of a hash only the {@value #MOST_HASHES} nearest
 * others count, and of many images with the same hash only the {@value #MOST_IMAGES} that are most like in {@link
 * Appearance#slope}, and the first of them. So of 20,000 images that look alike each is compared with some hundred others,
 * and all are still connected.
 */
final class Candidates {
    private static final int MOST_HASHES = 32;
    private static final int MOST_IMAGES = 8;

    private static final int MOST_BITS = 10;
    private static final int FEWEST_BITS = 4;
    private static final int PAIRS_AN_IMAGE = 8;
    private static final int SAMPLED_PAIRS = 200_000;

    /** Images by hash, then slope; equal hashes are a bucket. */
    private final int[] order;

    private final double[] slopes;
    private final long[] hashes;
    private final int[] starts;
    private final HashIndex index;

    /**
     * @param hashes one an image
     * @param slopes one an image
     */
    Candidates(long[] hashes, double[] slopes) {
        this.slopes = slopes;
        order = IntStream.range(0, hashes.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> hashes[i])
                        .thenComparingDouble(i -> slopes[i])
                        .thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        int[] firsts = IntStream.range(0, order.length)
                .filter(i -> i == 0 || hashes[order[i]] != hashes[order[i - 1]])
                .toArray();
        this.hashes = IntStream.of(firsts).mapToLong(i -> hashes[order[i]]).toArray();
        starts = IntStream.concat(IntStream.of(firsts), IntStream.of(order.length))
                .toArray();
        index = new HashIndex(this.hashes);
    }

    /**
     * How many bits may differ: as many as keep the pairs of unrelated images to a few an image. How often hashes of
     * unrelated images are so near is counted on random pairs.
     *
     * @param hashes in an order that has nothing to do with what the images show
     */
    static int bits(long[] hashes) {
        int n = hashes.length;
        long[] counts = new long[MOST_BITS + 1];
        long pairs = 0;
        for (int apart = 1; apart < n && pairs < SAMPLED_PAIRS; apart++) {
            for (int i = 0; i + apart < n; i++) {
                int distance = PerceptualHash.distance(hashes[i], hashes[i + apart]);
                if (distance <= MOST_BITS) {
                    counts[distance]++;
                }
                pairs++;
            }
        }
        double allowed = pairs * 2.0 * PAIRS_AN_IMAGE / Math.max(1, n - 1);
        int bits = 0;
        for (long seen = counts[0]; bits < MOST_BITS && seen + counts[bits + 1] <= allowed; bits++) {
            seen += counts[bits + 1];
        }
        return Math.max(FEWEST_BITS, bits);
    }

    /**
     * Pairs whose hashes differ in at most so many bits.
     *
     * @param queries a hash of each image, to be compared with the others': its own or its mirrored one
     * @param querySlopes the slope of each image, turned as the hash is
     * @return pairs of images, the smaller one in the upper 32 bits, ascending, each once
     */
    long[] pairs(long[] queries, double[] querySlopes, int bits) {
        LongStream.Builder pairs = LongStream.builder();
        int[] byQuery = IntStream.range(0, queries.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> queries[i]))
                .mapToInt(i -> i)
                .toArray();
        List<Integer> buckets = List.of();
        for (int k = 0; k < byQuery.length; k++) {
            int image = byQuery[k];
            if (k == 0 || queries[image] != queries[byQuery[k - 1]]) {
                buckets = buckets(queries[image], bits);
            }
            for (int bucket : buckets) {
                addFrom(bucket, image, querySlopes[image], pairs);
            }
        }
        return pairs.build().sorted().distinct().toArray();
    }

    private List<Integer> buckets(long query, int bits) {
        List<Integer> near = new ArrayList<>();
        index.within(query, bits, near::add);
        near.sort(Comparator.<Integer>comparingInt(bucket -> PerceptualHash.distance(query, hashes[bucket]))
                .thenComparing(bucket -> bucket));
        return near.subList(0, Math.min(MOST_HASHES, near.size()));
    }

    private void addFrom(int bucket, int image, double slope, LongStream.Builder pairs) {
        int start = starts[bucket];
        int end = starts[bucket + 1];
        int from = start;
        if (end - start > MOST_IMAGES) {
            add(image, order[start], pairs);
            int low = start;
            int high = end;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (slopes[order[middle]] < slope) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            from = Math.max(start, Math.min(low - MOST_IMAGES / 2, end - MOST_IMAGES));
        }
        for (int i = from; i < Math.min(end, from + MOST_IMAGES); i++) {
            add(image, order[i], pairs);
        }
    }

    private static void add(int a, int b, LongStream.Builder pairs) {
        if (a != b) {
            pairs.add((long) Math.min(a, b) << 32 | Math.max(a, b));
        }
    }
}
