package org.podium.pipeline.train;

import org.podium.pipeline.competition.ScheduleChoice;
import org.podium.pipeline.competition.ScheduleChoice.Cosine;
import org.podium.pipeline.competition.ScheduleChoice.Exponential;
import org.podium.pipeline.competition.ScheduleChoice.MultiStep;
import org.podium.pipeline.competition.ScheduleChoice.OneCycle;
import org.podium.pipeline.competition.ScheduleChoice.Polynomial;
import org.podium.pipeline.competition.ScheduleChoice.Step;

/**
 * A schedule that is known from the start, in the formulas of {@code torch.optim.lr_scheduler}: step, multi-step and
 * exponential change from epoch to epoch, the others from step to step. Before it comes a warm-up in equal steps.
 *
 * @param peak largest learning rate, above 0
 */
record Planned(ScheduleChoice choice, double peak, Span span) implements Schedule {
    Planned {
        if (!(peak > 0)) {
            throw new IllegalArgumentException("a peak learning rate of " + peak + ", expected more than 0");
        }
    }

    @Override
    public double rate(int step) {
        int warmUp = span.warmUp();
        return step < warmUp ? planned(warmUp) * ((step + 1.0) / warmUp) : planned(step);
    }

    @Override
    public Schedule after(double score) {
        return this;
    }

    /** The rate without warm-up. */
    private double planned(int step) {
        if (choice instanceof Step s) {
            return peak * StrictMath.pow(s.factor(), span.epoch(step) / s.every());
        }
        if (choice instanceof MultiStep s) {
            int epoch = span.epoch(step);
            long falls = s.at().stream().filter(at -> at <= epoch).count();
            return peak * StrictMath.pow(s.factor(), falls);
        }
        int done = step - span.warmUp();
        int all = span.steps() - span.warmUp();
        if (choice instanceof Exponential s) {
            return peak * StrictMath.pow(s.factor(), span.epoch(done));
        }
        if (choice instanceof Cosine s) {
            return between(peak, s.floor() * peak, (double) done / all);
        }
        if (choice instanceof OneCycle s) {
            return cycle(s, done, all);
        }
        if (choice instanceof Polynomial s) {
            return peak * StrictMath.pow(1 - (double) done / all, s.power());
        }
        return peak; // constant
    }

    /** Half a cosine from one rate to another. */
    private static double between(double start, double end, double share) {
        return end + (start - end) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * share));
    }

    /** The top is one step before its share of all steps, the bottom is the last step. */
    private double cycle(OneCycle s, int done, int all) {
        double first = peak / s.startDivisor();
        double top = s.rising() * all - 1;
        if (done < top) {
            return between(first, peak, done / top);
        }
        double last = all - 1;
        return done == top ? peak : between(peak, first / s.finalDivisor(), (done - top) / (last - top));
    }
}
