package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * U-Net (Ronneberger et al. 2015, https://arxiv.org/abs/1505.04597) on a residual network, with the decoder and the names of
 * segmentation_models.pytorch: five times the map is made twice as large by repetition, the map that the encoder had at
 * that size is put beside it, if it had one, and two 3x3 convolutions follow, each with normalisation and ReLU. A 3x3
 * convolution gives the scores.
 *
 * <p>The decoder has 256, 128, 64, 32 and 16 channels, whatever the depth, times the encoder's width, but never fewer than 16.
 */
record UNet(ResNet encoder) implements Segmenter {
    private static final int[] CHANNELS = {256, 128, 64, 32, 16};

    /** As many numbers in bf16 as a 256-bit register holds: a narrower block is hardly faster. */
    private static final int LEAST_CHANNELS = 16;

    private static final String HEAD = "segmentation_head.0";

    @Override
    public List<String> program() {
        return List.of("dense", "resnet-layers", "unet");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        encoder.addBody(layers);
        int in = encoder.channelsOut(4);
        for (int block = 0; block < CHANNELS.length; block++) {
            int skip = block < 4 ? encoder.channelsOut(3 - block) : 0;
            int out = Math.max(LEAST_CHANNELS, Layers.scaled(CHANNELS[block], encoder.width()));
            String name = "decoder.blocks." + block;
            unit(layers, name + ".conv1", out, in + skip);
            unit(layers, name + ".conv2", out, out);
            in = out;
        }
        layers.convolution(HEAD, encoder.classes(), in, 3);
        layers.bias(HEAD, encoder.classes());
        return layers.shapes();
    }

    private static void unit(Layers layers, String name, int out, int in) {
        layers.convolution(name + ".0", out, in, 3);
        layers.norm(name + ".1", out);
    }

    /** All as {@link ResNet#initialise}; its head is here the last convolution. */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.01, encoder::isLastNorm).weights(shapes(), name -> name.startsWith(HEAD), streams);
    }
}
