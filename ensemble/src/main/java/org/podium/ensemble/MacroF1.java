package org.podium.ensemble;

/**
 * Mean over classes of F1 = 2 × correct ÷ (actual + predicted). Classes that neither occur nor are predicted are left
 * out, as scikit-learn's {@code f1_score(average="macro")} does.
 */
record MacroF1() implements Metric {
    @Override
    public String name() {
        return "f1-macro";
    }

    @Override
    public double score(int[] truth, double[][] probabilities) {
        Confusion confusion = Confusion.of(truth, probabilities);
        double sum = 0;
        int seen = 0;
        for (int c = 0; c < confusion.actual().length; c++) {
            int rows = confusion.actual()[c] + confusion.predicted()[c];
            if (rows > 0) {
                sum += 2.0 * confusion.correct()[c] / rows;
                seen++;
            }
        }
        return sum / seen;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
