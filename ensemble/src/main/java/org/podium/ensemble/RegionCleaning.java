package org.podium.ensemble;

import java.util.BitSet;

/**
 * Changes the class of regions that are too small to be meant. All methods change the mask they are given.
 *
 * @param labels class index of each pixel, row by row
 * @param height in pixels, at least 1, as is the width
 */
record RegionCleaning(byte[] labels, int width, int height) {
    /** Makes background of regions (8 neighbours) of fewer pixels, whatever other class they have. */
    void removeSmall(double least, int background) {
        Regions regions = Regions.of(labels, width, true);
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if ((labels[pixel] & 0xFF) != background && regions.size(pixel) < least) {
                labels[pixel] = (byte) background;
            }
        }
    }

    /**
     * Gives regions (8 neighbours) of fewer pixels the class most frequent along their border. Borders with other small
     * regions count only once these have found their class; a mask of nothing but small regions stays as it is.
     */
    void mergeSmall(double least) {
        Regions regions = Regions.of(labels, width, true);
        BitSet small = new BitSet(labels.length);
        for (int pixel = 0; pixel < labels.length; pixel++) {
            small.set(pixel, regions.root(pixel) == pixel && regions.size(pixel) < least);
        }
        RegionTracer tracer = new RegionTracer(regions, width, height, true);
        // To and fro: small regions between small regions are reached from all sides within few passes.
        boolean changed = true;
        for (boolean forth = true; changed; forth = !forth) {
            changed = false;
            int root = forth ? small.nextSetBit(0) : small.previousSetBit(labels.length - 1);
            while (root >= 0) {
                tracer.trace(root, labels, small);
                if (tracer.borderClasses() > 0) {
                    tracer.relabel(labels, tracer.borderClass());
                    small.clear(root);
                    changed = true;
                }
                root = forth ? small.nextSetBit(root + 1) : root == 0 ? -1 : small.previousSetBit(root - 1);
            }
        }
    }

    /**
     * Fills regions of background (4 neighbours) of fewer pixels that one class encloses: they do not reach the edge of
     * the mask, and nothing else lies beside, above or below them.
     */
    void fillHoles(double most, int background) {
        Regions regions = Regions.of(labels, width, false);
        RegionTracer tracer = new RegionTracer(regions, width, height, false);
        BitSet none = new BitSet();
        for (int pixel = 0; pixel < labels.length; pixel++) {
            boolean hole =
                    regions.root(pixel) == pixel && (labels[pixel] & 0xFF) == background && regions.size(pixel) < most;
            if (hole) {
                tracer.trace(pixel, labels, none);
                if (!tracer.atEdge() && tracer.borderClasses() == 1) {
                    tracer.relabel(labels, tracer.borderClass());
                }
            }
        }
    }
}
