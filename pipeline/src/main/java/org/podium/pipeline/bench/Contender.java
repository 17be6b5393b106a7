package org.podium.pipeline.bench;

import ai.djl.Device;
import org.podium.pipeline.network.Numbers;

/** A ResNet-18 from scratch that trains and predicts on random images, on the CPU. */
interface Contender extends AutoCloseable {
    /** Classes told apart; as many as in the leaf classification data that the sizes were chosen for. */
    int CLASSES = 176;

    double LEARNING_RATE = 1e-4;
    float WEIGHT_DECAY = 0.01f;

    /** Which implementation. */
    enum Kind {
        PODIUM_BF16,
        PODIUM_FP32,
        DJL;

        Contender make() {
            return switch (this) {
                case PODIUM_BF16 -> new PodiumContender(Numbers.BF16, Device.cpu());
                case PODIUM_FP32 -> new PodiumContender(Numbers.FP32, Device.cpu());
                case DJL -> new DjlContender(Device.cpu());
            };
        }
    }

    /** One training step on the same images at every call. */
    void train(int size, int batch);

    /** Class scores of a batch, brought into a Java array. */
    void predict(int size, int batch);

    @Override
    void close();
}
