package org.podium.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Widens and narrows the columns and rows of a grid laid over the image. albumentations' {@code GridDistortion} with
 * {@code p=1} and {@code normalized=True}, so that all of the image stays on it, but with cells of equal size where
 * that one leaves narrower ones at the end, and without its repeated pixel at every line.
 *
 * @param numSteps cells along each axis, at least 1
 * @param distortLimit what is added to the width of a cell, relative to it, above -1 and at most 1
 */
public record GridDistortion(int numSteps, Range distortLimit) implements Geometric {
    public static final GridDistortion DEFAULTS = new GridDistortion(5, new Range(-0.3, 0.3));

    public GridDistortion {
        Check.that(numSteps >= 1, "GridDistortion: num-steps is at least 1, got %d", numSteps);
        Check.that(
                distortLimit.low() > -1 && distortLimit.high() <= 1,
                "GridDistortion: distort-limit is above -1 and at most 1, got %s",
                distortLimit);
    }

    @Override
    public Grid draw(Sample sample, RandomGenerator random) {
        return new Grid(cells(random), cells(random));
    }

    private List<Double> cells(RandomGenerator random) {
        return Stream.generate(() -> 1 + distortLimit.uniform(random))
                .limit(numSteps)
                .toList();
    }
}
