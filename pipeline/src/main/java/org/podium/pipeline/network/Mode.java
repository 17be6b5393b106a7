package org.podium.pipeline.network;

/**
 * How a network computes one batch of training.
 *
 * @param dropout share of the features that are zeroed before the head, 0 to below 1; the others are scaled by
 *     1/(1 - dropout)
 * @param frozenStages stages from the stem on that training leaves as they are: no gradient is computed for them, and
 *     their normalisations use, and do not move, the running statistics
 * @param dropoutSeed decides, with the shapes, which features are zeroed
 */
public record Mode(double dropout, int frozenStages, long dropoutSeed) {
    /** Everything is trained, nothing is dropped. */
    public static final Mode PLAIN = new Mode(0, 0, 0);

    public Mode {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout is " + dropout + ", expected 0 to below 1");
        }
        if (frozenStages < 0) {
            throw new IllegalArgumentException("frozen stages are " + frozenStages + ", expected 0 or more");
        }
    }
}
