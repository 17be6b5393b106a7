package org.podium.ensemble;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Walks over single regions of a mask and looks at what lies along their border: the pixels beside, above and below that
 * are not of the region. Keeps a bit for each pixel, and four bytes for each of the largest region walked over.
 */
final class RegionTracer {
    private final Regions regions;
    private final int width;
    private final int height;
    private final int reach;
    private final BitSet visited;
    private final int[] border = new int[PixelConfusion.MOST_CLASSES + 1];
    private int[] pixels = new int[64];
    private int found;
    private boolean atEdge;

    /**
     * @param diagonal as the regions were found
     */
    RegionTracer(Regions regions, int width, int height, boolean diagonal) {
        this.regions = regions;
        this.width = width;
        this.height = height;
        reach = diagonal ? 2 : 1;
        visited = new BitSet(width * height + 1);
        // One bit behind the last pixel stays: an emptied set would look for its end, through all words, at each clear.
        visited.set(width * height);
    }

    /**
     * Walks over a region.
     *
     * @param root of the region
     * @param labels where border classes are read
     * @param blank roots of the regions that do not count as border
     */
    void trace(int root, byte[] labels, BitSet blank) {
        Arrays.fill(border, 0);
        found = 0;
        atEdge = false;
        reached(root);
        for (int next = 0; next < found; next++) {
            look(root, pixels[next], labels, blank);
        }
        for (int next = 0; next < found; next++) {
            visited.clear(pixels[next]);
        }
    }

    /** Whether the region just walked over reaches the edge of the mask. */
    boolean atEdge() {
        return atEdge;
    }

    /** How many border classes the region just walked over has. */
    int borderClasses() {
        return (int) Arrays.stream(border).filter(count -> count > 0).count();
    }

    /** The most frequent class along its border, the first of equals. */
    int borderClass() {
        int most = 0;
        for (int c = 1; c < border.length; c++) {
            most = border[c] > border[most] ? c : most;
        }
        return most;
    }

    /** Gives the region just walked over another class. */
    void relabel(byte[] labels, int label) {
        for (int next = 0; next < found; next++) {
            labels[pixels[next]] = (byte) label;
        }
    }

    private void look(int root, int pixel, byte[] labels, BitSet blank) {
        int x = pixel % width;
        int y = pixel / width;
        for (int down = -1; down <= 1; down++) {
            for (int right = -1; right <= 1; right++) {
                int steps = Math.abs(down) + Math.abs(right);
                if (steps == 0) {
                    continue;
                }
                if (x + right < 0 || x + right >= width || y + down < 0 || y + down >= height) {
                    atEdge = true;
                    continue;
                }
                int neighbour = pixel + down * width + right;
                int there = regions.root(neighbour);
                if (there != root) {
                    border[labels[neighbour] & 0xFF] += steps == 1 && !blank.get(there) ? 1 : 0;
                } else if (steps <= reach && !visited.get(neighbour)) {
                    reached(neighbour);
                }
            }
        }
    }

    private void reached(int pixel) {
        if (found == pixels.length) {
            pixels = Arrays.copyOf(pixels, 2 * found);
        }
        pixels[found++] = pixel;
        visited.set(pixel);
    }
}
