package org.podium.augment;

import java.util.random.RandomGenerator;

/** The whole numbers from {@code low} to {@code high}, both among them; the same number is allowed. */
public record IntRange(int low, int high) {
    public IntRange {
        Check.that(low <= high, "a range goes from a whole number to one not below it, got %d to %d", low, high);
    }

    /** One draw, every number equally likely. */
    int uniform(RandomGenerator random) {
        return (int) (low + (long) (random.nextDouble() * ((long) high - low + 1)));
    }

    /** Whether all numbers are in between, or on the bounds. */
    boolean within(int least, int most) {
        return low >= least && high <= most;
    }
}
