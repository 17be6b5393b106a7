package org.podium.ensemble;

/**
 * Mean intersection over union in which ignored pixels are a class of their own, one that is never predicted. What is
 * predicted on them is wrong and enlarges the union of the class predicted: correct ÷ (actual + predicted + predicted on
 * ignored − correct). If there are ignored pixels, their class enters the mean with 0, so that of k classes the best
 * score there is stays below k ÷ (k + 1). Classes that neither occur nor are predicted, on ignored pixels neither, are
 * left out. It is what scikit-learn's {@code jaccard_score} with {@code average="macro"} makes of masks whose ignored
 * pixels nobody took out.
 */
record MeanIouWithIgnored() implements MaskMetric {
    @Override
    public String name() {
        return "mean-iou-with-ignored";
    }

    @Override
    public double score(PixelConfusion confusion) {
        MaskMetrics.requirePixels(confusion);
        double sum = 0;
        int seen = 0;
        boolean ignored = false;
        for (int c = 0; c < confusion.classes(); c++) {
            long correct = confusion.count(c, c);
            long union = confusion.actual(c) + confusion.predicted(c) + confusion.ignored(c) - correct;
            if (union > 0) {
                sum += PixelConfusion.ratio(correct, union);
                seen++;
            }
            ignored |= confusion.ignored(c) > 0;
        }
        return sum / (ignored ? seen + 1 : seen);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
