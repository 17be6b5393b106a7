package org.podium.pipeline.predict;

/**
 * Where the windows over an image lie, along one side: evenly, the first at its beginning and the last at its end, as few as
 * overlap enough.
 *
 * @param length of the side in pixels, at least that of a window
 * @param span of a window in pixels
 * @param overlap least share of a window that the next one covers too, 0 to below 1
 */
public record Windows(int length, int span, double overlap) {
    /** Standard deviation of the weight as a share of the window: nnU-Net's (Isensee et al. 2021). */
    private static final double SPREAD = 0.125;

    public Windows {
        if (length < span || span < 1) {
            throw new IllegalArgumentException("a window of " + span + " over " + length + " pixels");
        }
    }

    /** How many there are, at least one. */
    public int count() {
        return length == span
                ? 1
                : 1 + (int) Math.ceil((length - span) / Math.max(1, Math.floor(span * (1 - overlap))));
    }

    /** Where window {@code index} begins. */
    public int start(int index) {
        return count() == 1 ? 0 : (int) Math.rint((double) index * (length - span) / (count() - 1));
    }

    /** How much each pixel of a window counts along one axis: normal around the middle, above 0 everywhere. */
    static float[] weights(int span) {
        float[] weights = new float[span];
        for (int i = 0; i < span; i++) {
            double off = (i + 0.5 - span / 2.0) / (SPREAD * span);
            weights[i] = (float) StrictMath.exp(-off * off / 2);
        }
        return weights;
    }
}
