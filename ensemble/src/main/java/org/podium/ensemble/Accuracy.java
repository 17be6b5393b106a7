package org.podium.ensemble;

import java.util.stream.IntStream;

/** Share of the rows whose most probable class is the true one; the first of equally probable classes counts. */
record Accuracy() implements Metric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public double score(int[] truth, double[][] probabilities) {
        Confusion confusion = Confusion.of(truth, probabilities);
        return (double) IntStream.of(confusion.correct()).sum() / truth.length;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}
