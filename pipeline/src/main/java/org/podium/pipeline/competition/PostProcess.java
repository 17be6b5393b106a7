package org.podium.pipeline.competition;

import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * What is done to predicted masks before they are submitted. What is not given is chosen on out-of-fold predictions, or left
 * out.
 *
 * @param choose whether what is not given is chosen
 * @param threshold a pixel is something else than background from this probability on, between 0 and 1; empty: not given
 * @param minRegion connected pixels of a class that are less than this share of the image's area are removed, 0 to below 1;
 *     empty: not given
 * @param maxHole holes in a class that are less than this share of the image's area are filled, 0 to 1; empty: not given
 */
public record PostProcess(
        boolean choose, Optional<Double> threshold, Optional<Double> minRegion, Optional<Double> maxHole) {
    public static final PostProcess DEFAULTS =
            new PostProcess(true, Optional.empty(), Optional.empty(), Optional.empty());

    public PostProcess {
        new Checks()
                .that(
                        threshold.isEmpty() || threshold.get() > 0 && threshold.get() < 1,
                        threshold.map(Object::toString).orElse("") + ", expected a probability between 0 and 1",
                        "threshold")
                .below("minRegion", minRegion.orElse(0.0), 0, 1)
                .that(
                        maxHole.isEmpty() || maxHole.get() >= 0 && maxHole.get() <= 1,
                        maxHole.map(Object::toString).orElse("") + ", expected a share from 0 to 1",
                        "maxHole")
                .verify();
    }

    /** Whether any of it takes a class that is background. */
    boolean needsBackground() {
        return threshold.isPresent() || maxHole.isPresent() && maxHole.get() > 0;
    }
}
