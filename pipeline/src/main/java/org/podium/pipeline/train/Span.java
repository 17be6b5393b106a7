package org.podium.pipeline.train;

/**
 * How long a training is, in steps.
 *
 * @param warmUp steps of warm-up, 0 for none; at most one less than all, so that a run so short that it would never leave
 *     the warm-up still reaches the peak
 * @param perEpoch steps an epoch
 * @param epochs epochs in all
 */
record Span(int warmUp, int perEpoch, int epochs) {
    Span {
        if (warmUp < 0 || perEpoch < 1 || epochs < 1) {
            throw new IllegalArgumentException(
                    "no training of " + epochs + " epochs of " + perEpoch + " steps with " + warmUp + " warm-up steps");
        }
        warmUp = Math.min(warmUp, Math.multiplyExact(perEpoch, epochs) - 1);
    }

    int steps() {
        return perEpoch * epochs;
    }

    /** The epoch of a step, both counted from 0. */
    int epoch(int step) {
        return step / perEpoch;
    }
}
