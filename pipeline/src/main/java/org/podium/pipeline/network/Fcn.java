package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A fully convolutional network, FCN-8s of Long et al. 2015 (https://arxiv.org/abs/1411.4038), on a residual network. Scores
 * at strides 32, 16 and 8 come from 1x1 convolutions; transposed convolutions that begin as bilinear interpolation make
 * each as fine as the next, to which it is added, and the last as fine as the image.
 *
 * <p>Maps are extended at their edges by copies before they are made finer, so that the interpolation is one there too;
 * what is more than the next map has, where a size is no multiple of 32, is cut off at the right and at the bottom.
 */
record Fcn(ResNet encoder) implements Segmenter {
    @Override
    public List<String> program() {
        return List.of("dense", "resnet-layers", "fcn");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        encoder.addBody(layers);
        int classes = encoder.classes();
        for (int layer = 4; layer >= 2; layer--) {
            layers.convolution("score" + layer, classes, encoder.channelsOut(layer), 1);
            layers.bias("score" + layer, classes);
        }
        for (int layer = 4; layer >= 2; layer--) {
            layers.convolution("upscore" + layer, classes, classes, layer == 2 ? 16 : 4);
        }
        return layers.shapes();
    }

    /** The encoder as {@link ResNet#initialise}, 1x1 convolutions as its head. */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        Map<String, Tensor> weights =
                new Initial(0.01, encoder::isLastNorm).weights(shapes(), name -> name.startsWith("score"), streams);
        weights.replaceAll((name, tensor) -> name.startsWith("upscore") ? bilinear(tensor.shape()) : tensor);
        return weights;
    }

    /**
     * Bilinear interpolation of each class alone: what lies at distance d, in pixels of the coarse map, has the share 1 -
     * |d| in either direction.
     *
     * @param shape in, out, and a height and width of twice the stride
     */
    private static Tensor bilinear(long[] shape) {
        Tensor kernel = Tensor.filled(0, shape);
        int size = (int) shape[2];
        for (int c = 0; c < shape[0]; c++) {
            for (int i = 0; i < size * size; i++) {
                int at = (int) (c * shape[1] + c) * size * size + i;
                kernel.values()[at] = share(i / size, size) * share(i % size, size);
            }
        }
        return kernel;
    }

    private static float share(int at, int size) {
        return 1 - Math.abs(at - (size - 1) / 2f) / (size / 2f);
    }
}
