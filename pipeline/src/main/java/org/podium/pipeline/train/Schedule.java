package org.podium.pipeline.train;

import org.podium.pipeline.competition.ScheduleChoice;
import org.podium.pipeline.competition.ScheduleChoice.ReduceOnPlateau;

/** Learning rate by step. Immutable; the same rates, and so the same bytes, on every JVM. */
interface Schedule {
    /**
     * @param peak largest learning rate
     * @param higherIsBetter whether scores given to {@link #after} are better when higher
     */
    static Schedule of(ScheduleChoice choice, double peak, Span span, boolean higherIsBetter) {
        return choice instanceof ReduceOnPlateau plateau
                ? Plateau.start(plateau, peak, span, higherIsBetter)
                : new Planned(choice, peak, span);
    }

    /** The rate of that step of the run, counted from 0; beyond the next call of {@link #after}, as it now looks. */
    double rate(int step);

    /**
     * The schedule from here on.
     *
     * @param score of the validation rows after an epoch
     */
    Schedule after(double score);
}
