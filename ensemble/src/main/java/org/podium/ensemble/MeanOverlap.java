package org.podium.ensemble;

import java.util.function.Function;

/**
 * Mean over classes of how well the predicted pixels of a class cover its true ones. Classes that neither occur nor are
 * predicted are left out, as scikit-learn's {@code jaccard_score} and {@code f1_score} with {@code average="macro"} do.
 *
 * @param overlap of each class, NaN for those left out
 * @param foreground whether the background is left out too; where there is none, every class is foreground. If there is
 *     no foreground and none is predicted, the score is 1: nothing was missed.
 */
record MeanOverlap(String name, Function<PixelConfusion, double[]> overlap, boolean foreground) implements MaskMetric {
    @Override
    public double score(PixelConfusion confusion) {
        MaskMetrics.requirePixels(confusion);
        int none = foreground ? confusion.background().orElse(-1) : -1;
        double[] overlaps = overlap.apply(confusion);
        double sum = 0;
        int seen = 0;
        for (int c = 0; c < overlaps.length; c++) {
            if (c != none && !Double.isNaN(overlaps[c])) {
                sum += overlaps[c];
                seen++;
            }
        }
        return seen == 0 ? 1 : sum / seen;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
