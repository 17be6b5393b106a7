package org.podium.pipeline.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.podium.pipeline.competition.LossChoice;

/**
 * A network's weights at one moment, prepared for prediction: normalisation by the running statistics is folded into the
 * kernels, and these are in the number format that is computed in. A function of the weights alone; training the network
 * further does not change it.
 */
public final class Snapshot implements AutoCloseable {
    private final Program program;
    private final NDManager manager;
    private final String predict;
    private final IValue scaling;
    private final IValue weights;
    private final Optional<Module> module;

    /** @param module closed with this */
    Snapshot(
            Program program,
            NDManager manager,
            Numbers numbers,
            IValue scaling,
            IValue weights,
            Optional<Module> module) {
        this.program = program;
        this.manager = manager;
        this.predict = numbers.method("predict");
        this.scaling = scaling;
        this.module = module;
        this.weights = program.call(numbers.method("folded"), weights);
    }

    /**
     * Class scores before softmax.
     *
     * @param pixels rows x height x width x 3 bytes
     * @return rows x classes
     */
    public float[][] logits(ByteBuffer pixels, int rows, int height, int width) {
        try (NDManager batch = manager.newSubManager();
                IValue images = IValue.from((PtNDArray) Network.images(batch, pixels, rows, height, width));
                IValue result = scores(images)) {
            float[] flat = result.toTensor((PtNDManager) batch).toFloatArray();
            int classes = flat.length / rows;
            float[][] logits = new float[rows][classes];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(flat, i * classes, logits[i], 0, classes);
            }
            return logits;
        }
    }

    /**
     * Class probabilities of every pixel, of a network that is dense.
     *
     * @param pixels rows x height x width x 3 bytes
     * @param loss that the network was trained with, which decides how scores become probabilities, see {@link
     *     ClassProbabilities}
     * @return rows x height x width x classes
     */
    public float[] pixelProbabilities(ByteBuffer pixels, int rows, int height, int width, LossChoice loss) {
        try (NDManager batch = manager.newSubManager();
                IValue images = IValue.from((PtNDArray) Network.images(batch, pixels, rows, height, width));
                IValue scores = scores(images);
                IValue result = program.call(ClassProbabilities.method(loss), scores)) {
            NDArray probabilities = result.toTensor((PtNDManager) batch);
            float[] flat = new float[Math.toIntExact(probabilities.size())];
            // A view of libtorch's memory, in the machine's byte order, where toFloatArray would make two copies.
            probabilities
                    .toByteBuffer(true)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .get(flat);
            return flat;
        }
    }

    private IValue scores(IValue images) {
        if (module.isEmpty()) {
            return program.call(predict, images, scaling, weights);
        }
        try (IValue input = program.call("input", images, scaling);
                IValue features = module.get().call(input)) {
            return program.call("predicted", features, weights);
        }
    }

    @Override
    public void close() {
        module.ifPresent(Module::close);
        weights.close();
    }
}
