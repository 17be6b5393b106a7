package org.podium.pipeline.competition;

import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * Training images made of two: Mixup (Zhang et al. 2018, https://arxiv.org/abs/1710.09412), CutMix (Yun et al. 2019,
 * https://arxiv.org/abs/1905.04899), or now the one and now the other. Drawn once a batch.
 *
 * @param mixup α of Mixup's Beta(α, α), above 0; empty: no Mixup
 * @param cutmix α of CutMix's Beta(α, α), above 0; empty: no CutMix
 * @param probability of a batch to be mixed, 0 to 1
 * @param cutmixShare where both are given, the share of CutMix among mixed batches, 0 to 1
 */
public record Mixing(Optional<Double> mixup, Optional<Double> cutmix, double probability, double cutmixShare) {
    /** Off. */
    public static final Mixing DEFAULTS = new Mixing(Optional.empty(), Optional.empty(), 1, 0.5);

    public Mixing {
        new Checks()
                .above("mixup", mixup.orElse(1.0), 0)
                .above("cutmix", cutmix.orElse(1.0), 0)
                .between("probability", probability, 0, 1)
                .between("cutmixShare", cutmixShare, 0, 1)
                .verify();
    }

    /** Whether no batch is ever mixed. */
    public boolean off() {
        return mixup.isEmpty() && cutmix.isEmpty() || probability == 0;
    }
}
