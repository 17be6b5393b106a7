package org.podium.augment;

import java.util.random.RandomGenerator;

/** The whole numbers from {@code low} to {@code high}, both included. */
public record IntRange(int low, int high) {
    public IntRange {
        Check.that(low <= high, "a range goes from a number to one not below it, got %d to %d", low, high);
    }

    /** One draw, every number as likely. */
    int uniform(RandomGenerator random) {
        return random.nextInt(low, Math.addExact(high, 1));
    }

    /** Whether all numbers are in between, or on the bounds. */
    boolean within(int least, int most) {
        return low >= least && high <= most;
    }
}
