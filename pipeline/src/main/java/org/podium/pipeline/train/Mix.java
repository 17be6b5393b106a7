package org.podium.pipeline.train;

/**
 * What became of a batch: every row's image is, to a share, another row's.
 *
 * @param partners for each row the one whose image is mixed in; a permutation of the rows, so that every row is mixed in
 *     once
 * @param share of the row's own image, 0 to 1; the rest is the partner's
 */
record Mix(int[] partners, double share) {
    /** The same of the partners' classes as {@code labels} is of the rows'. */
    long[] partners(long[] labels) {
        long[] others = new long[labels.length];
        for (int i = 0; i < labels.length; i++) {
            others[i] = labels[partners[i]];
        }
        return others;
    }
}
