package org.podium.pipeline.train;

import java.util.List;

/**
 * Tensors that are trained alike.
 *
 * @param lrFactor of the schedule's rate, above 0
 * @param decay weight decay, at least 0
 * @param tensors their names, at least one
 */
record Group(double lrFactor, double decay, List<String> tensors) {
    Group {
        tensors = List.copyOf(tensors);
        if (!(lrFactor > 0) || !(decay >= 0) || tensors.isEmpty()) {
            throw new IllegalArgumentException(
                    "no group with rate factor " + lrFactor + ", decay " + decay + " and the tensors " + tensors);
        }
    }
}
