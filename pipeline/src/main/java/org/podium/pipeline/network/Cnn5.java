package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The network that courses begin with: five blocks of 3x3 convolution, normalisation, ReLU and max pooling, then three
 * linear maps; names are those of two {@code nn.Sequential}s, {@code cnn} and {@code fc}.
 *
 * <p>Made for images of 128 px, which are 4 x 4 pixels when they reach the linear maps. Other sizes, from 32 px on, are
 * averaged or repeated to as many.
 *
 * @param width multiplier of the channels 64 to 512 and of the hidden maps' 1024 and 512; they are rounded to multiples of
 *     8
 * @param classes outputs
 */
record Cnn5(double width, int classes) implements Architecture {
    private static final int[] CHANNELS = {64, 128, 256, 512, 512};

    /** Height times width of what the linear maps take in. */
    private static final int AREA = 4 * 4;

    Cnn5 {
        Layers.check(width, classes);
    }

    @Override
    public List<String> program() {
        return List.of("linear", "cnn5");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        int in = 3;
        for (int block = 0; block < CHANNELS.length; block++) {
            int out = Layers.scaled(CHANNELS[block], width);
            layers.convolution("cnn." + 4 * block, out, in, 3);
            layers.bias("cnn." + 4 * block, out);
            layers.norm("cnn." + (4 * block + 1), out);
            in = out;
        }
        int first = Layers.scaled(1024, width);
        int second = Layers.scaled(512, width);
        layers.linear("fc.0", first, AREA * in);
        layers.linear("fc.2", second, first);
        layers.linear("fc.4", classes, second);
        return layers.shapes();
    }

    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.01, name -> false).weights(this, streams);
    }

    /** Five blocks, the first of which is the stem, the hidden maps, and the head. */
    @Override
    public int smallestImage() {
        return 32;
    }

    @Override
    public int stages() {
        return CHANNELS.length + 2;
    }

    @Override
    public int stage(String tensor) {
        if (tensor.startsWith("fc.")) {
            return CHANNELS.length + (tensor.startsWith("fc.4.") ? 1 : 0);
        }
        return Integer.parseInt(tensor.split("\\.")[1]) / 4;
    }
}
