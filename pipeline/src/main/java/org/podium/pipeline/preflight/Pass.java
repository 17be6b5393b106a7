package org.podium.pipeline.preflight;

import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;

/**
 * One training pass, without an update.
 *
 * @param scores of every row, in training mode
 * @param loss of the batch
 */
record Pass(float[][] scores, double loss) {
    static Pass of(Network network, Images images, Mode mode, LossFunction function) {
        Capture capture = new Capture(function);
        int size = images.size();
        double loss = network.backward(images.pixels(), images.rows(), size, size, mode, capture);
        return new Pass(capture.scores(), loss);
    }
}
