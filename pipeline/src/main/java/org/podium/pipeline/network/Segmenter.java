package org.podium.pipeline.network;

/**
 * A network that tells the class of every pixel: a residual network without its head, under torchvision's names, so that
 * weights for classification are a start for it; and a decoder, new for each set of classes, which is the head. Scores are
 * rows x classes x height x width. Takes images of any size.
 */
sealed interface Segmenter extends Architecture permits Fcn, UNet {
    /** The residual network; its classes are the segmenter's. */
    ResNet encoder();

    @Override
    default boolean dense() {
        return true;
    }

    /** The stem, four stages of blocks, and the decoder. */
    @Override
    default int stages() {
        return encoder().stages();
    }

    /** Whatever is none of the encoder's belongs to the head, such as the {@code fc} in weights for classification. */
    @Override
    default int stage(String tensor) {
        if (tensor.startsWith("layer")) {
            return encoder().stage(tensor);
        }
        return tensor.startsWith("conv1.") || tensor.startsWith("bn1.") ? 0 : stages() - 1;
    }
}
