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
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network with its weights on a device, ready to compute.
 *
 * <p>Images come as uint8 in (rows, height, width, RGB) order in a direct buffer; the program scales them to
 * (x/255 - mean)/sd. Weights are fp32; kernels lie in channels-last order, which is what convolutions are fastest in.
 * One thread at a time.
 */
public final class Network implements AutoCloseable {
    /** Share of a batch in the running statistics; torch's default. */
    private static final double MOMENTUM = 0.1;

    private final Architecture architecture;
    private final Program program;
    private final NDManager manager;
    private final Numbers numbers;
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Optional<Module> module;
    private final NDList programWeights;
    private final NDArray scaling;
    private final IValue scalingValue;
    private final IValue weightsValue;
    private int frozenStages;

    /**
     * @param tensors every tensor of the architecture, by its name
     * @param numbers format of activations and kernels; a {@link Backbone} is fp32 in any case
     * @param mean per-channel mean on the 0 to 1 scale, RGB
     * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
     */
    public Network(
            Architecture architecture,
            Map<String, Tensor> tensors,
            Numbers numbers,
            List<Double> mean,
            List<Double> sd,
            Device device) {
        this.architecture = architecture;
        this.program = Program.load(device, architecture);
        this.manager = NDManager.newBaseManager(device, "PyTorch");
        this.numbers = architecture instanceof Backbone ? Numbers.FP32 : numbers;
        this.module = module(architecture, device);
        Map<String, NDArray> inModule = module.map(Backbone::named).orElse(Map.of());
        Map<String, PtNDArray> arguments = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            NDArray array = inModule.get(name);
            if (array == null) {
                array = Weights.upload(manager, tensor);
                // The prefix makes DJL gather the arrays into the program's dictionary argument.
                array.setName("w." + name);
                arguments.put(name, (PtNDArray) array);
            }
            array.setRequiresGradient(Architecture.trained(name));
            weights.put(name, array);
        });
        programWeights = new NDList(List.copyOf(arguments.values()));
        scaling = manager.create(scaling(mean, sd), new Shape(2, 3, 1, 1));
        scalingValue = IValue.from((PtNDArray) scaling);
        weightsValue = IValue.stringMapFrom(arguments);
        Map<String, Tensor> ofModule = new LinkedHashMap<>(tensors);
        ofModule.keySet().retainAll(inModule.keySet());
        load(ofModule);
    }

    /** What bytes are multiplied by, for each channel, and what is added then. */
    static float[] scaling(List<Double> mean, List<Double> sd) {
        float[] factors = new float[6];
        for (int c = 0; c < 3; c++) {
            factors[c] = (float) (1 / (255 * sd.get(c)));
            factors[3 + c] = (float) (-mean.get(c) / sd.get(c));
        }
        return factors;
    }

    /**
     * The user's module, if the network has one: its parameters are on the device already, and take on the values given.
     */
    private static Optional<Module> module(Architecture architecture, Device device) {
        return architecture instanceof Backbone backbone
                ? Optional.of(Module.load(backbone.module(), device))
                : Optional.empty();
    }

    /**
     * Computes the loss of a batch and adds its gradient to that of every weight that is not frozen.
     *
     * @param pixels rows x height x width x 3 bytes
     * @return the loss, whatever it is: the caller judges NaN
     */
    public float backward(ByteBuffer pixels, int rows, int height, int width, Mode mode, LossFunction loss) {
        freeze(mode.frozenStages());
        try (NDManager batch = manager.newSubManager();
                NDManager host = batch.newSubManager(Device.cpu());
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDList arguments = new NDList(images(batch, pixels, rows, height, width), scaling);
            String method = numbers.method("train");
            if (module.isPresent()) {
                arguments = new NDList(
                        module.get().record(program.record("input", arguments).singletonOrThrow()));
                method = "trained";
            }
            arguments.addAll(options(host, mode, MOMENTUM)).addAll(programWeights);
            NDArray logits = program.record(method, arguments).singletonOrThrow();
            NDArray value = loss.of(logits, batch);
            collector.backward(value);
            return value.getFloat();
        }
    }

    /** The program reads these numbers one by one, so they are in main memory, wherever it computes. */
    private NDList options(NDManager host, Mode mode, double momentum) {
        return new NDList(
                host.create(new double[] {mode.dropout(), mode.frozenStages(), momentum, architecture.dropout()}),
                host.create(mode.dropoutSeed()));
    }

    /** Weights that need no gradient, as the images, keep autograd from recording what is before the first that does. */
    private void freeze(int stages) {
        if (stages != frozenStages) {
            weights.forEach((name, array) ->
                    array.setRequiresGradient(Architecture.trained(name) && architecture.stage(name) >= stages));
            frozenStages = stages;
        }
    }

    /**
     * Moves the running statistics by those of a batch, as a training pass does, and nothing else. A module's own
     * statistics stay as they are.
     *
     * @param pixels rows x height x width x 3 bytes
     * @param frozenStages stages from the stem on whose statistics stay
     * @param momentum share of the batch in the new value; 1/n at batch n gives, from {@link #resetStatistics} on, the
     *     mean over all batches
     */
    public void observe(ByteBuffer pixels, int rows, int height, int width, int frozenStages, double momentum) {
        if (module.isPresent()) {
            return;
        }
        try (NDManager batch = manager.newSubManager();
                NDManager host = batch.newSubManager(Device.cpu())) {
            NDList options = options(host, new Mode(0, frozenStages, 0), momentum);
            try (IValue images = IValue.from((PtNDArray) images(batch, pixels, rows, height, width));
                    IValue numbersAsked = IValue.from((PtNDArray) options.get(0));
                    IValue seed = IValue.from((PtNDArray) options.get(1))) {
                program.call(numbers.method("train"), images, scalingValue, numbersAsked, seed, weightsValue)
                        .close();
            }
        }
    }

    /**
     * Sets running means to 0 and running variances to 1.
     *
     * @param frozenStages stages from the stem on whose statistics stay
     */
    public void resetStatistics(int frozenStages) {
        Map<String, Tensor> fresh = new LinkedHashMap<>();
        weights.forEach((name, array) -> {
            if (!Architecture.trained(name) && architecture.stage(name) >= frozenStages) {
                float value = name.endsWith(".running_var") ? 1 : 0;
                fresh.put(name, Tensor.filled(value, array.getShape().getShape()));
            }
        });
        load(fresh);
    }

    /**
     * Overwrites weights in place: an optimizer's hold on them stays.
     *
     * @param tensors some or all of the network's, of its shapes
     */
    public void load(Map<String, Tensor> tensors) {
        if (tensors.isEmpty()) {
            return;
        }
        try (NDManager passing = manager.newSubManager()) {
            Map<String, PtNDArray> others = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> {
                NDArray known = weights.get(name);
                if (known == null || !Arrays.equals(known.getShape().getShape(), tensor.shape())) {
                    throw new IllegalArgumentException(name + " is " + tensor + ", the network's is "
                            + (known == null ? "none" : known.getShape()));
                }
                others.put(name, (PtNDArray) Weights.upload(passing, tensor));
            });
            Map<String, PtNDArray> own = new LinkedHashMap<>();
            others.keySet().forEach(name -> own.put(name, (PtNDArray) weights.get(name)));
            try (IValue to = IValue.stringMapFrom(own);
                    IValue from = IValue.stringMapFrom(others)) {
                program.call("load", to, from).close();
            }
        }
    }

    /** The network as it is now, prepared for prediction; ends before the network does. */
    public Snapshot snapshot() {
        return new Snapshot(program, manager, numbers, scalingValue, weightsValue, module.map(Module::copy));
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

    /** All weights and running statistics, in a fixed order, with their names. */
    public Map<String, NDArray> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** The weights that training changes, in a fixed order, with their names. */
    public Map<String, NDArray> trained() {
        return trained(0);
    }

    /**
     * The weights that training changes.
     *
     * @param frozenStages stages from the stem on that are left out
     */
    Map<String, NDArray> trained(int frozenStages) {
        Map<String, NDArray> trained = new LinkedHashMap<>();
        weights.forEach((name, array) -> {
            if (Architecture.trained(name) && architecture.stage(name) >= frozenStages) {
                trained.put(name, array);
            }
        });
        return trained;
    }

    /** A copy of every weight, in row-major order. */
    public Map<String, Tensor> tensors() {
        return Weights.download(weights);
    }

    /** What it is made of. */
    public Architecture architecture() {
        return architecture;
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
        module.ifPresent(Module::close);
        program.close();
    }
}
