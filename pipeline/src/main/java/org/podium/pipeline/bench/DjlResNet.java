package org.podium.pipeline.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** ResNet-18 in torchvision's layout, of the blocks that DJL brings. */
final class DjlResNet {
    private DjlResNet() {}

    /** Images (rows, 3, height, width) to scores (rows, classes). */
    static Block resnet18(int classes) {
        SequentialBlock network = new SequentialBlock()
                .add(convolution(64, 7, 2))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
        for (int stage = 0; stage < 4; stage++) {
            network.add(basic(64 << stage, stage > 0)).add(basic(64 << stage, false));
        }
        return network.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(classes).build());
    }

    /** Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the size halves. */
    private static Block basic(int channels, boolean halving) {
        int stride = halving ? 2 : 1;
        Block main = new SequentialBlock()
                .add(convolution(channels, 3, stride))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(convolution(channels, 3, 1))
                .add(BatchNorm.builder().build());
        Block shortcut = halving
                ? new SequentialBlock()
                        .add(convolution(channels, 1, stride))
                        .add(BatchNorm.builder().build())
                : Blocks.identityBlock();
        return new ParallelBlock(DjlResNet::added, List.of(main, shortcut));
    }

    private static NDList added(List<NDList> sides) {
        NDArray sum = sides.get(0).singletonOrThrow().add(sides.get(1).singletonOrThrow());
        return new NDList(Activation.relu(sum));
    }

    private static Block convolution(int channels, int kernel, int stride) {
        return Conv2d.builder()
                .setFilters(channels)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build();
    }
}
