package org.podium.pipeline.train;

/**
 * Learning rate by step: linear warm-up from {@code peak / warmUp} to {@code peak}, then half a cosine down to zero
 * (Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983, without restarts).
 *
 * @param peak largest learning rate
 * @param warmUp steps of warm-up, 0 for none
 * @param steps steps in all, above {@code warmUp}
 */
record Schedule(double peak, int warmUp, int steps) {
    Schedule {
        if (!(peak > 0) || warmUp < 0 || steps < 1) {
            throw new IllegalArgumentException(
                    "no schedule with peak " + peak + ", " + warmUp + " warm-up steps of " + steps);
        }
        // A run so short that it would never leave the warm-up still reaches the peak.
        warmUp = Math.min(warmUp, steps - 1);
    }

    /** The rate of that step, counted from 0. */
    double rate(int step) {
        if (step < warmUp) {
            return peak * ((step + 1.0) / warmUp);
        }
        double done = (double) (step - warmUp) / (steps - warmUp);
        // StrictMath: the same rate, and so the same bytes, on every JVM.
        return peak * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    }
}
