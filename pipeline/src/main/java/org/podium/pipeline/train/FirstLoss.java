package org.podium.pipeline.train;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The loss that a network which knows nothing begins with. */
public final class FirstLoss {
    /** How far from what is expected is no reason to warn, as a share of it. */
    private static final double TOLERANCE = 0.25;

    private FirstLoss() {}

    /**
     * A warning if the first loss is far from it: then something on the way from images to loss is wrong.
     *
     * @param expected empty for a loss of which nothing is expected
     */
    static Optional<String> warning(double loss, OptionalDouble expected) {
        if (expected.isEmpty() || isNear(loss, expected.getAsDouble())) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the first loss is %.3f, but a network that knows nothing has %.3f; from so far off, training starts by "
                        + "unlearning: check the images and their labels",
                loss,
                expected.getAsDouble()));
    }

    /** Whether a loss is what was expected, as nearly as a batch and a new head's small weights allow. */
    public static boolean isNear(double loss, double expected) {
        return Math.abs(loss - expected) <= TOLERANCE * expected;
    }
}
