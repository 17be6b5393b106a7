package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The residual network for 32 px (He et al. 2015, section 4.2) with shortcuts that have no weights (option A); names are
 * those of its common PyTorch implementation. Takes images of any size.
 *
 * @param depth layers with weights: 6n + 2, such as 20, 32, 44, 56, 110
 * @param width multiplier of the channels 16, 32, 64; they are rounded to multiples of 8
 * @param classes outputs
 */
record CifarResNet(int depth, double width, int classes) implements Architecture {
    private static final int LAYERS = 3;

    CifarResNet {
        Layers.check(width, classes);
        if (depth < 8 || depth % 6 != 2) {
            throw new IllegalArgumentException("depth is " + depth + ", expected 6n + 2");
        }
    }

    @Override
    public List<String> program() {
        return List.of("linear", "cifar-resnet");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        int in = channels(1);
        layers.convolution("conv1", in, 3, 3);
        layers.norm("bn1", in);
        for (int layer = 1; layer <= LAYERS; layer++) {
            for (int block = 0; block < (depth - 2) / 6; block++) {
                String name = "layer" + layer + "." + block;
                layers.convolution(name + ".conv1", channels(layer), in, 3);
                layers.norm(name + ".bn1", channels(layer));
                layers.convolution(name + ".conv2", channels(layer), channels(layer), 3);
                layers.norm(name + ".bn2", channels(layer));
                in = channels(layer);
            }
        }
        layers.linear("linear", classes, in);
        return layers.shapes();
    }

    private int channels(int layer) {
        return Layers.scaled(16, width) << (layer - 1);
    }

    /** As {@link ResNet#initialise}. */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.01, name -> name.endsWith(".bn2.weight")).weights(this, streams);
    }

    /** The stem, three layers of blocks, and the head. */
    @Override
    public int stages() {
        return LAYERS + 2;
    }

    @Override
    public int stage(String tensor) {
        if (tensor.startsWith("layer")) {
            return tensor.charAt("layer".length()) - '0';
        }
        return tensor.startsWith("linear.") ? LAYERS + 1 : 0;
    }
}
