package org.podium.augment;

import java.util.random.RandomGenerator;

/** The numbers from {@code low} to {@code high}; both finite, and the same number is allowed. */
public record Range(double low, double high) {
    public Range {
        Check.that(
                Double.isFinite(low) && Double.isFinite(high) && low <= high,
                "a range goes from a finite number to one not below it, got %s to %s",
                low,
                high);
    }

    /** Whether all numbers are in between, or on the bounds. */
    boolean within(double least, double most) {
        return low >= least && high <= most;
    }

    /** One draw, every number of the range equally likely. */
    double uniform(RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    /** One draw, the logarithm uniform, so that doubling and halving are equally likely; for positive ranges. */
    double logUniform(RandomGenerator random) {
        return Math.exp(new Range(Math.log(low), Math.log(high)).uniform(random));
    }
}
