package org.podium.pipeline.network;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network with its weights on a device, ready to compute.
 *
 * <p>Images come as uint8 in (rows, height, width, RGB) order in a direct buffer; the program scales them to
 * (x/255 - mean)/sd. Weights are fp32; kernels lie in channels-last order, which is what convolutions are fastest in.
 * One thread at a time.
 */
public final class Network implements AutoCloseable {
    private final Program program;
    private final NDManager manager;
    private final Numbers numbers;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final NDArray scaling;
    private final IValue scalingValue;
    private final IValue weightsValue;

    /**
     * @param program resource name of the program
     * @param tensors every weight the program asks for, under torchvision's names
     * @param numbers format of activations and kernels
     * @param mean per-channel mean on the 0 to 1 scale, RGB
     * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
     */
    public Network(
            String program,
            Map<String, Tensor> tensors,
            Numbers numbers,
            List<Double> mean,
            List<Double> sd,
            Device device) {
        this.program = Program.load(program, device);
        this.manager = NDManager.newBaseManager(device, "PyTorch");
        this.numbers = numbers;
        Map<String, PtNDArray> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            NDArray array = upload(tensor);
            array.setRequiresGradient(ResNet.trained(name));
            // The prefix makes DJL gather the arrays into the program's dictionary argument.
            array.setName("w." + name);
            weights.put(name, array);
            named.put(name, (PtNDArray) array);
        });
        float[] factors = new float[6];
        for (int c = 0; c < 3; c++) {
            factors[c] = (float) (1 / (255 * sd.get(c)));
            factors[3 + c] = (float) (-mean.get(c) / sd.get(c));
        }
        scaling = manager.create(factors, new Shape(2, 3, 1, 1));
        scalingValue = IValue.from((PtNDArray) scaling);
        weightsValue = IValue.stringMapFrom(named);
    }

    private NDArray upload(Tensor tensor) {
        long[] s = tensor.shape();
        if (s.length != 4) {
            return manager.create(tensor.values(), new Shape(s));
        }
        float[] turned = channelsLast(tensor.values(), s, true);
        NDArray stored = manager.create(turned, new Shape(s[0], s[2], s[3], s[1]));
        return stored.transpose(0, 3, 1, 2);
    }

    private static Tensor download(NDArray array) {
        long[] s = array.getShape().getShape();
        if (s.length != 4) {
            return new Tensor(s, array.toFloatArray());
        }
        try (NDArray stored = array.transpose(0, 2, 3, 1)) {
            return new Tensor(s, channelsLast(stored.toFloatArray(), s, false));
        }
    }

    /**
     * Kernels from (out, in, area) order to (out, area, in) or back.
     *
     * @param shape out, in, height, width
     */
    private static float[] channelsLast(float[] values, long[] shape, boolean forth) {
        int in = (int) shape[1];
        int area = (int) (shape[2] * shape[3]);
        float[] turned = new float[values.length];
        for (int base = 0; base < values.length; base += in * area) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < area; j++) {
                    int first = base + i * area + j;
                    int last = base + j * in + i;
                    if (forth) {
                        turned[last] = values[first];
                    } else {
                        turned[first] = values[last];
                    }
                }
            }
        }
        return turned;
    }

    /**
     * Computes the mean cross-entropy of a batch and adds its gradient to {@link #gradients}.
     *
     * @param pixels rows x height x width x 3 bytes
     * @param labels class of each row
     * @param smoothing label smoothing, 0 to 1
     * @return the loss, whatever it is: the caller judges NaN
     */
    public float backward(ByteBuffer pixels, int height, int width, long[] labels, float smoothing) {
        try (NDManager batch = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList arguments = new NDList(
                    images(batch, pixels, labels.length, height, width),
                    scaling,
                    batch.create(labels),
                    batch.create(smoothing));
            arguments.addAll(new NDList(List.copyOf(weights.values())));
            NDArray loss = program.record(numbers.method("loss"), arguments).singletonOrThrow();
            collector.backward(loss);
            return loss.getFloat();
        }
    }

    /** The network as it is now, prepared for prediction; ends before the network does. */
    public Snapshot snapshot() {
        return new Snapshot(program, manager, numbers, scalingValue, weightsValue);
    }

    /** Class scores of one batch, as {@link Snapshot#logits}; for several batches a snapshot is prepared once. */
    public float[][] logits(ByteBuffer pixels, int rows, int height, int width) {
        try (Snapshot snapshot = snapshot()) {
            return snapshot.logits(pixels, rows, height, width);
        }
    }

    static NDArray images(NDManager batch, ByteBuffer pixels, int rows, int height, int width) {
        return batch.create(pixels.rewind(), new Shape(rows, height, width, 3), DataType.UINT8);
    }

    /** The weights that training changes, in a fixed order, with their names. */
    public Map<String, NDArray> trained() {
        Map<String, NDArray> trained = new LinkedHashMap<>();
        weights.forEach((name, array) -> {
            if (ResNet.trained(name)) {
                trained.put(name, array);
            }
        });
        return trained;
    }

    /** A copy of every weight, in row-major order. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.forEach((name, array) -> tensors.put(name, download(array)));
        return tensors;
    }

    /** Where the weights live; arrays made by it end with the network. */
    public NDManager manager() {
        return manager;
    }

    @Override
    public void close() {
        weightsValue.close();
        scalingValue.close();
        manager.close();
        program.close();
    }
}
