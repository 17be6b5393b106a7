package org.podium.pipeline.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.network.Architecture;

/**
 * Which tensors are trained, at which share of the learning rate and with how much decay.
 *
 * <p>Rates differ by layer (discriminative fine-tuning, Howard and Ruder 2018, https://arxiv.org/abs/1801.06146) by the
 * powers of one factor, as in ELECTRA (Clark et al. 2020, https://arxiv.org/abs/2003.10555) and BEiT (Bao et al. 2021,
 * https://arxiv.org/abs/2106.08254): the last stage before the head has {@code layerDecay}, the one before it
 * {@code layerDecay^2}, the stem {@code layerDecay^(stages - 1)}. Tensors of one dimension, which are biases and
 * normalisation, are not decayed.
 *
 * @param weightDecay of kernels and linear maps, at least 0
 * @param layerDecay above 0 and at most 1, which is the same rate everywhere
 * @param headRate the head's share of the rate, above 0
 */
record Groups(double weightDecay, double layerDecay, double headRate) {
    Groups {
        if (!(layerDecay > 0 && layerDecay <= 1)) {
            throw new IllegalArgumentException("a layer decay of " + layerDecay + ", expected more than 0, at most 1");
        }
    }

    /**
     * The groups, in the order of their first tensors.
     *
     * @param frozenStages stages from the stem on that stay as they are, in no group
     */
    List<Group> of(Architecture network, int frozenStages) {
        record Kind(double lrFactor, double decay) {}

        Map<Kind, List<String>> kinds = new LinkedHashMap<>();
        network.shapes().forEach((name, shape) -> {
            if (Architecture.trained(name) && network.stage(name) >= frozenStages) {
                Kind kind = new Kind(lrFactor(network, name), shape.length > 1 ? weightDecay : 0);
                kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(name);
            }
        });
        return kinds.entrySet().stream()
                .map(kind -> new Group(kind.getKey().lrFactor(), kind.getKey().decay(), kind.getValue()))
                .toList();
    }

    private double lrFactor(Architecture network, String name) {
        return network.head(name) ? headRate : StrictMath.pow(layerDecay, network.stages() - 1 - network.stage(name));
    }
}
