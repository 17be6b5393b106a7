package org.podium.pipeline.synthetic;

/**
 * A classifier that knows nothing of a pixel but its colour: how often each of 4,096 colours was of each class, with
 * every class as likely as any other.
 */
final class ColourTable {
    private static final int COLOURS = 4096;

    private final long[][] counts;
    private final long[] totals;

    ColourTable(int classes) {
        counts = new long[COLOURS][classes];
        totals = new long[classes];
    }

    void learn(byte[] bgr, byte[] labels) {
        for (int pixel = 0; pixel < labels.length; pixel++) {
            int label = labels[pixel] & 0xFF;
            if (label < totals.length) {
                counts[colour(bgr, pixel)][label]++;
                totals[label]++;
            }
        }
    }

    byte[] predict(byte[] bgr) {
        byte[] labels = new byte[bgr.length / 3];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            long[] seen = counts[colour(bgr, pixel)];
            for (int label = 1; label < totals.length; label++) {
                int best = labels[pixel];
                if ((double) seen[label] / totals[label] > (double) seen[best] / totals[best]) {
                    labels[pixel] = (byte) label;
                }
            }
        }
        return labels;
    }

    private static int colour(byte[] bgr, int pixel) {
        int blue = (bgr[3 * pixel] & 0xFF) >> 4;
        int green = (bgr[3 * pixel + 1] & 0xFF) >> 4;
        int red = (bgr[3 * pixel + 2] & 0xFF) >> 4;
        return blue << 8 | green << 4 | red;
    }
}
