package org.podium.pipeline.train;

import org.podium.pipeline.competition.ScheduleChoice.ReduceOnPlateau;

/**
 * A rate that falls when scores no longer get better, as torch's {@code ReduceLROnPlateau} with a relative threshold and
 * without cooldown. Before it comes a warm-up in equal steps, whose scores count too.
 *
 * @param floor least rate
 * @param rate of the steps to come
 * @param best score so far
 * @param bad epochs since, or since the last fall
 */
record Plateau(
        ReduceOnPlateau choice, Span span, boolean higherIsBetter, double floor, double rate, double best, int bad)
        implements Schedule {
    static Plateau start(ReduceOnPlateau choice, double peak, Span span, boolean higherIsBetter) {
        if (!(peak > 0)) {
            throw new IllegalArgumentException("a peak learning rate of " + peak + ", expected more than 0");
        }
        double worst = higherIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return new Plateau(choice, span, higherIsBetter, choice.floor() * peak, peak, worst, 0);
    }

    @Override
    public double rate(int step) {
        int warmUp = span.warmUp();
        return step < warmUp ? rate * ((step + 1.0) / warmUp) : rate;
    }

    @Override
    public Plateau after(double score) {
        if (better(score)) {
            return with(rate, score, 0);
        }
        return bad < choice.patience()
                ? with(rate, best, bad + 1)
                : with(Math.max(rate * choice.factor(), floor), best, 0);
    }

    private boolean better(double score) {
        return higherIsBetter ? score > best * (1 + choice.threshold()) : score < best * (1 - choice.threshold());
    }

    private Plateau with(double rate, double best, int bad) {
        return new Plateau(choice, span, higherIsBetter, floor, rate, best, bad);
    }
}
