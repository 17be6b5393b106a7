package org.podium.pipeline.competition;

import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Kebab;

/** The losses; what each computes is said at {@code train.Loss} and, of the classes of pixels, at {@code train.PixelLoss}. */
public enum LossChoice {
    CROSS_ENTROPY(true, true, true, true),
    BINARY_CROSS_ENTROPY(true, true, true, false),
    HINGE(false, true, true, false),
    MSE(false, false, true, false),
    L1(false, false, true, false),
    DICE(false, false, false, true),
    BCE_DICE(false, false, false, true),
    FOCAL(false, true, false, true);

    private final boolean smooths;
    private final boolean weighs;
    private final boolean ofImages;
    private final boolean ofPixels;

    LossChoice(boolean smooths, boolean weighs, boolean ofImages, boolean ofPixels) {
        this.smooths = smooths;
        this.weighs = weighs;
        this.ofImages = ofImages;
        this.ofPixels = ofPixels;
    }

    /** Whether label smoothing is defined for it. */
    public boolean smooths() {
        return smooths;
    }

    /** Whether class weights are defined for it. */
    public boolean weighs() {
        return weighs;
    }

    /** Whether it is defined for the classes of images. */
    public boolean ofImages() {
        return ofImages;
    }

    /** Whether it is defined for the classes of pixels. */
    public boolean ofPixels() {
        return ofPixels;
    }

    /**
     * Adds what is wrong with the loss, and with the keys that stand beside it, in a record whose components {@code loss},
     * {@code labelSmoothing} and {@code classWeights} they are.
     *
     * @param pixels whether the network tells the class of every pixel, not of the image
     */
    public Checks check(Checks checks, double labelSmoothing, boolean classWeights, boolean pixels) {
        return checks.that(
                        pixels ? ofPixels : ofImages,
                        Kebab.of(this)
                                + (pixels
                                        ? ", expected cross-entropy, dice, bce-dice or focal with a network that tells the class of"
                                                + " every pixel"
                                        : ", expected a loss of whole images; those of pixels are for fcn-* and unet-* networks"),
                        "loss")
                .that(
                        smooths || labelSmoothing == 0,
                        labelSmoothing + ", expected 0: labels are smoothed for cross-entropy and binary-cross-entropy",
                        "labelSmoothing")
                .that(
                        weighs || !classWeights,
                        "given, expected none: classes are weighted for cross-entropy, binary-cross-entropy, hinge and"
                                + " focal",
                        "classWeights");
    }
}
