package org.podium.pipeline.competition;

import org.podium.pipeline.config.Checks;

/** The losses; what each computes is said at {@code train.Loss}. */
public enum LossChoice {
    CROSS_ENTROPY(true, true),
    BINARY_CROSS_ENTROPY(true, true),
    HINGE(false, true),
    MSE(false, false),
    L1(false, false);

    private final boolean smooths;
    private final boolean weighs;

    LossChoice(boolean smooths, boolean weighs) {
        this.smooths = smooths;
        this.weighs = weighs;
    }

    /** Whether label smoothing is defined for it. */
    public boolean smooths() {
        return smooths;
    }

    /** Whether class weights are defined for it. */
    public boolean weighs() {
        return weighs;
    }

    /**
     * Adds what is wrong with the keys that stand beside the loss, in a record whose components {@code labelSmoothing}
     * and {@code classWeights} they are.
     */
    public Checks check(Checks checks, double labelSmoothing, boolean classWeights) {
        return checks.that(
                        smooths || labelSmoothing == 0,
                        labelSmoothing + ", expected 0: labels are smoothed for cross-entropy and binary-cross-entropy",
                        "labelSmoothing")
                .that(
                        weighs || !classWeights,
                        "given, expected none: classes are weighted for cross-entropy, binary-cross-entropy and hinge",
                        "classWeights");
    }
}
