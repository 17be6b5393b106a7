package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * MobileNetV1 (Howard et al. 2017, https://arxiv.org/abs/1704.04861): a 3x3 convolution, then thirteen pairs of a
 * depthwise 3x3 and a 1x1 convolution, named {@code stage1.0} to {@code stage3.1}.
 *
 * <p>In bf16 gradients of fresh weights are mostly rounding noise below the last stage, since nothing leads around the many
 * normalisations; those of trained weights are sound. From scratch fp32 is the better choice.
 *
 * @param width multiplier of the channels 32 to 1024; they are rounded to multiples of 8
 * @param classes outputs
 */
record MobileNetV1(double width, int classes) implements Architecture {
    /** Output channels, stage by stage; the first of all is the stem's. */
    private static final int[][] CHANNELS = {
        {32, 64, 128, 128, 256, 256}, {512, 512, 512, 512, 512, 512}, {1024, 1024},
    };

    MobileNetV1 {
        Layers.check(width, classes);
    }

    @Override
    public List<String> program() {
        return List.of("linear", "mobilenetv1");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        int in = 3;
        for (int stage = 0; stage < CHANNELS.length; stage++) {
            for (int i = 0; i < CHANNELS[stage].length; i++) {
                String name = "stage" + (stage + 1) + "." + i;
                int out = Layers.scaled(CHANNELS[stage][i], width);
                if (in == 3) {
                    layers.convolution(name + ".0", out, in, 3);
                    layers.norm(name + ".1", out);
                } else {
                    layers.convolution(name + ".0", in, 1, 3);
                    layers.norm(name + ".1", in);
                    layers.convolution(name + ".3", out, in, 1);
                    layers.norm(name + ".4", out);
                }
                in = out;
            }
        }
        layers.linear("fc", classes, in);
        return layers.shapes();
    }

    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return new Initial(0.01, name -> false).weights(this, streams);
    }

    /** The first convolution, three stages of pairs, and the head. */
    @Override
    public int stages() {
        return CHANNELS.length + 2;
    }

    @Override
    public int stage(String tensor) {
        if (tensor.startsWith("stage1.0.")) {
            return 0;
        }
        return tensor.startsWith("fc.") ? CHANNELS.length + 1 : tensor.charAt("stage".length()) - '0';
    }
}
