package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * AlexNet (Krizhevsky 2014, https://arxiv.org/abs/1404.5997) in torchvision's layout and names. Takes images from 63 px on.
 *
 * @param width multiplier of all channels; they are rounded to multiples of 8
 * @param classes outputs
 * @param dropout share of its inputs that each of the two hidden linear maps loses in training
 */
record AlexNet(double width, int classes, double dropout) implements Architecture {
    /** Layers in forward order, each a stage. */
    private static final List<String> LAYERS = List.of(
            "features.0",
            "features.3",
            "features.6",
            "features.8",
            "features.10",
            "classifier.1",
            "classifier.4",
            "classifier.6");

    private static final int[] CHANNELS = {64, 192, 384, 256, 256};
    private static final int[] KERNELS = {11, 5, 3, 3, 3};

    /** Height times width of what the linear maps take in. */
    private static final int AREA = 6 * 6;

    AlexNet {
        Layers.check(width, classes);
    }

    @Override
    public List<String> program() {
        return List.of("linear", "alexnet");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        int in = 3;
        for (int i = 0; i < CHANNELS.length; i++) {
            int out = Layers.scaled(CHANNELS[i], width);
            layers.convolution(LAYERS.get(i), out, in, KERNELS[i]);
            layers.bias(LAYERS.get(i), out);
            in = out;
        }
        int hidden = Layers.scaled(4096, width);
        layers.linear("classifier.1", hidden, AREA * in);
        layers.linear("classifier.4", hidden, hidden);
        layers.linear("classifier.6", classes, hidden);
        return layers.shapes();
    }

    /** The head's inputs are many and, without normalisation, large: its weights are smaller than elsewhere. */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.001, name -> false).weights(this, streams);
    }

    /** Every layer is one. */
    @Override
    public int smallestImage() {
        return 63;
    }

    @Override
    public int stages() {
        return LAYERS.size();
    }

    @Override
    public int stage(String tensor) {
        return LAYERS.indexOf(tensor.substring(0, tensor.lastIndexOf('.')));
    }
}
