package org.podium.pipeline.competition;

import java.util.Optional;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;

/**
 * Peak learning rate, as it is or in proportion to the batch (the linear scaling rule of Goyal et al. 2017,
 * https://arxiv.org/abs/1706.02677).
 *
 * @param base the rate, above 0
 * @param per rows an update that {@code base} is meant for; empty: for any number
 */
@Shorthand
public record LearningRate(double base, Optional<Integer> per) {
    public LearningRate {
        new Checks().above("base", base, 0).atLeast("per", per.orElse(1), 1).verify();
    }

    /** @param rows of one update: the batch size times the batches whose gradients are added up */
    public double forRows(int rows) {
        return per.map(meant -> base * rows / meant).orElse(base);
    }
}
