package org.podium.pipeline.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * How fresh weights are drawn. Convolutions and hidden linear maps are normal with variance 2 / fan (He et al. 2015,
 * https://arxiv.org/abs/1502.01852), where the fan is the outputs' for convolutions under a normalisation, as in
 * torchvision, and the inputs' otherwise. The head is normal with a small standard deviation, so that the first guess is
 * nearly uniform. Normalisations have scale 1 and offset 0; linear maps and convolutions have offset 0.
 *
 * @param headSd standard deviation of the head's weights
 * @param silent normalisations, by the name of their scale, that begin with scale 0
 */
record Initial(double headSd, Predicate<String> silent) {
    Map<String, Tensor> weights(Architecture network, Function<String, RandomGenerator> streams) {
        return weights(network.shapes(), network::head, streams);
    }

    /** @param head which tensors are drawn as the head, where that is not every one of the last stage */
    Map<String, Tensor> weights(
            Map<String, long[]> shapes, Predicate<String> head, Function<String, RandomGenerator> streams) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            boolean offset = shapes.containsKey(name.replaceFirst("weight$", "bias"));
            tensors.put(name, weight(name, shape, head.test(name), offset, streams.apply(name)));
        });
        return tensors;
    }

    private Tensor weight(String name, long[] shape, boolean head, boolean offset, RandomGenerator random) {
        if (shape.length == 1) {
            boolean one = name.endsWith("running_var") || name.endsWith(".weight") && !silent.test(name);
            return Tensor.filled(one ? 1 : 0, shape);
        }
        if (head) {
            return normal(headSd, shape, random);
        }
        // A convolution without offset is followed by a normalisation; a depthwise kernel has one channel of either.
        long fan = offset || shape[1] == 1 ? Tensor.size(shape) / shape[0] : Tensor.size(shape) / shape[1];
        return normal(Math.sqrt(2.0 / fan), shape, random);
    }

    private static Tensor normal(double sd, long[] shape, RandomGenerator random) {
        Tensor tensor = Tensor.filled(0, shape);
        for (int i = 0; i < tensor.values().length; i++) {
            tensor.values()[i] = (float) (sd * random.nextGaussian());
        }
        return tensor;
    }
}
