package org.podium.ensemble;

/**
 * Connected regions of equal class in a mask. Union-find over runs of pixels in two passes, one tree for all regions:
 * four bytes a pixel, and no more whatever the mask looks like.
 *
 * <p>Sources: run-based two-pass labelling after He, Chao and Suzuki 2008 (A run-based two-scan labeling algorithm);
 * union by size and path halving after Tarjan and van Leeuwen 1984.
 */
final class Regions {
    private final byte[] labels;
    private final int width;
    private final int reach;
    /** A pixel nearer the root of its region; at a root the region's size, negative. */
    private final int[] parents;

    private Regions(byte[] labels, int width, boolean diagonal) {
        this.labels = labels;
        this.width = width;
        reach = diagonal ? 1 : 0;
        parents = new int[labels.length];
    }

    /**
     * Finds all regions.
     *
     * @param labels class index of each pixel, row by row; not changed, and kept
     * @param diagonal whether pixels that touch at a corner are connected (8 neighbours instead of 4)
     */
    static Regions of(byte[] labels, int width, boolean diagonal) {
        Regions regions = new Regions(labels, width, diagonal);
        for (int row = 0; row < labels.length; row += width) {
            regions.connect(row);
        }
        return regions;
    }

    /** Number of pixels of the region that a pixel is in. */
    int size(int pixel) {
        return -parents[root(pixel)];
    }

    /** The pixel that stands for the region that a pixel is in, the same for all of its pixels. */
    int root(int pixel) {
        int at = pixel;
        while (parents[at] >= 0) {
            int next = parents[at];
            if (parents[next] >= 0) {
                parents[at] = parents[next];
            }
            at = next;
        }
        return at;
    }

    /** Divides a row into runs of one class, and connects each with those above it. */
    private void connect(int row) {
        int start = row;
        while (start < row + width) {
            int end = start + 1;
            while (end < row + width && labels[end] == labels[start]) {
                parents[end] = start;
                end++;
            }
            parents[start] = start - end;
            if (row > 0) {
                int from = Math.max(row, start - reach) - width;
                int to = Math.min(row + width, end + reach) - width;
                for (int above = from; above < to; above++) {
                    // Once for each run above, where it starts or comes into reach.
                    if (labels[above] == labels[start] && (above == from || labels[above - 1] != labels[start])) {
                        unite(start, above);
                    }
                }
            }
            start = end;
        }
    }

    private void unite(int one, int other) {
        int first = root(one);
        int second = root(other);
        if (first == second) {
            return;
        }
        boolean firstIsLarger = parents[first] < parents[second];
        int larger = firstIsLarger ? first : second;
        int smaller = firstIsLarger ? second : first;
        parents[larger] += parents[smaller];
        parents[smaller] = larger;
    }
}
