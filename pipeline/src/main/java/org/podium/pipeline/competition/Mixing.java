package org.podium.pipeline.competition;

import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * Training images made of two: Mixup (Zhang et al. 2018, https://arxiv.org/abs/1710.09412), CutMix (Yun et al. 2019,
 * https://arxiv.org/abs/1905.04899), or now the one and now the other, at least one of them. Drawn once a batch.
 *
 * @param mixup α of Mixup's Beta(α, α), above 0; empty: no Mixup
 * @param cutmix α of CutMix's Beta(α, α), above 0; empty: no CutMix
 * @param probability of a batch to be mixed, above 0 and at most 1
 * @param cutmixShare where both are given, the share of CutMix among mixed batches, 0 to 1
 */
public record Mixing(Optional<Double> mixup, Optional<Double> cutmix, double probability, double cutmixShare) {
    public static final Map<String, Object> DEFAULTS = Map.of("probability", 1.0, "cutmixShare", 0.5);

    public Mixing {
        new Checks()
                .that(
                        mixup.isPresent() || cutmix.isPresent(),
                        "neither mixup nor cutmix, expected one or both, as {mixup: 0.2}, or mixing: none",
                        "mixup",
                        "cutmix")
                .above("mixup", mixup.orElse(1.0), 0)
                .above("cutmix", cutmix.orElse(1.0), 0)
                .that(
                        probability > 0 && probability <= 1,
                        probability + ", expected more than 0, at most 1; mixing: none turns it off",
                        "probability")
                .between("cutmixShare", cutmixShare, 0, 1)
                .verify();
    }
}
