package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The shapes of a residual network (He et al. 2015) in torchvision's layout and names.
 *
 * @param blocks blocks in each of the four stages
 * @param bottleneck three convolutions a block (1x1, 3x3, 1x1 to four times the channels) instead of two 3x3
 * @param width multiplier of the channels 64, 128, 256, 512; they are rounded to multiples of 8
 * @param classes outputs
 */
public record ResNet(List<Integer> blocks, boolean bottleneck, double width, int classes) implements Architecture {
    private static final Map<String, List<Integer>> BASIC = Map.of(
            "resnet10", List.of(1, 1, 1, 1),
            "resnet18", List.of(2, 2, 2, 2),
            "resnet34", List.of(3, 4, 6, 3));
    private static final Map<String, List<Integer>> BOTTLENECK = Map.of(
            "resnet50", List.of(3, 4, 6, 3),
            "resnet101", List.of(3, 4, 23, 3),
            "resnet152", List.of(3, 8, 36, 3));

    public ResNet {
        blocks = List.copyOf(blocks);
        Layers.check(width, classes);
    }

    /** The network of that name, such as {@code resnet18}. */
    public static ResNet named(String name, double width, int classes) {
        boolean bottleneck = BOTTLENECK.containsKey(name);
        List<Integer> blocks = bottleneck ? BOTTLENECK.get(name) : BASIC.get(name);
        if (blocks == null) {
            throw new IllegalArgumentException("no residual network is named " + name);
        }
        return new ResNet(blocks, bottleneck, width, classes);
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        addBody(layers);
        layers.linear("fc", classes, channelsOut(4));
        return layers.shapes();
    }

    /** Everything but the head. */
    void addBody(Layers layers) {
        int in = channels(0);
        layers.convolution("conv1", in, 3, 7);
        layers.norm("bn1", in);
        for (int stage = 0; stage < 4; stage++) {
            int inner = channels(stage);
            int out = channelsOut(stage + 1);
            for (int block = 0; block < blocks.get(stage); block++) {
                String name = "layer" + (stage + 1) + "." + block;
                block(layers, name, in, inner, out);
                boolean first = block == 0;
                if (first && (stage > 0 || in != out)) {
                    layers.convolution(name + ".downsample.0", out, in, 1);
                    layers.norm(name + ".downsample.1", out);
                }
                in = out;
            }
        }
    }

    /**
     * Channels of the map that a layer gives.
     *
     * @param layer 1 to 4; 0: of the stem's
     */
    int channelsOut(int layer) {
        return layer == 0 ? channels(0) : (bottleneck ? 4 : 1) * channels(layer - 1);
    }

    private void block(Layers layers, String name, int in, int inner, int out) {
        int[] kernels = bottleneck ? new int[] {1, 3, 1} : new int[] {3, 3};
        for (int i = 0; i < kernels.length; i++) {
            int to = i == kernels.length - 1 ? out : inner;
            layers.convolution(name + ".conv" + (i + 1), to, i == 0 ? in : inner, kernels[i]);
            layers.norm(name + ".bn" + (i + 1), to);
        }
    }

    private int channels(int stage) {
        return Layers.scaled(64, width) << stage;
    }

    /** Whether it is the scale of the last normalisation in a block. */
    boolean isLastNorm(String tensor) {
        // The stem's norm is called bn1 and the blocks' are reached through a dot.
        return tensor.endsWith(bottleneck ? ".bn3.weight" : ".bn2.weight");
    }

    /**
     * Fresh weights. Convolutions: normal with variance 2 / (out channels x kernel area) (He et al. 2015, fan out, as
     * torchvision). After Goyal et al. 2017 (https://arxiv.org/abs/1706.02677), section 5.1: the head is normal with
     * standard deviation 0.01 and no bias, so that the first guess is nearly uniform; normalisations have scale 1 and
     * offset 0, but for the last one of each block, whose scale is 0, so that every block starts as the identity.
     *
     * @param streams the random generator for each tensor's name
     */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.01, this::isLastNorm).weights(this, streams);
    }

    /** The stem, four stages of blocks, and the head. */
    @Override
    public int stages() {
        return 6;
    }

    @Override
    public int stage(String tensor) {
        if (tensor.startsWith("layer")) {
            return tensor.charAt("layer".length()) - '0';
        }
        return tensor.startsWith("fc.") ? 5 : 0;
    }

    @Override
    public List<String> program() {
        return List.of("linear", "resnet-layers", "resnet");
    }
}
