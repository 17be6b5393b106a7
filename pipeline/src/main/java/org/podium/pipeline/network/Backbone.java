package org.podium.pipeline.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.podium.pipeline.error.UserError;

/**
 * A TorchScript module of the user's with a new linear head.
 *
 * <p>The module takes normalised images, fp32, rows x 3 x height x width, and gives features, rows x features or rows x
 * features x height x width, which are averaged over the pixels. It computes in fp32, whatever the network is asked for,
 * and in evaluation mode, in training too: its normalisations keep their running statistics. Its parameters are called as in
 * the module with {@code backbone.} before; running statistics and constants stay in the module's file, which prediction
 * needs as well as the weights.
 *
 * <p>There are two stages: the module, and the head. {@link Mode#frozenStages} 1 trains the head only.
 *
 * @param module file written by {@code torch.jit.save}
 * @param parameters shapes of the module's parameters by name
 * @param features numbers that the module gives for an image
 * @param classes outputs
 */
public record Backbone(Path module, Map<String, long[]> parameters, int features, int classes) implements Architecture {
    private static final String PREFIX = "backbone.";

    public Backbone {
        Layers.check(1, classes);
    }

    /**
     * Reads a module, and runs it on an empty image to learn how many features it gives.
     *
     * @param size height and width of the images
     * @throws UserError when the file is no such module
     */
    public static Backbone read(Path module, int size, int classes) {
        try (Module loaded = Module.load(module, Device.cpu());
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray features = loaded.record(manager.zeros(new Shape(1, 3, size, size)));
            Shape shape = features.getShape();
            if (shape.dimension() != 2 && shape.dimension() != 4) {
                throw new UserError(module + " gives an array of shape " + shape + " for one image, expected rows x"
                        + " features, or rows x features x height x width");
            }
            Map<String, long[]> parameters = new LinkedHashMap<>();
            loaded.parameters()
                    .forEach((name, array) ->
                            parameters.put(name, array.getShape().getShape()));
            return new Backbone(module, parameters, Math.toIntExact(shape.get(1)), classes);
        }
    }

    @Override
    public List<String> program() {
        return List.of("linear", "backbone");
    }

    @Override
    public Map<String, long[]> shapes() {
        Layers layers = new Layers();
        parameters.forEach((name, shape) -> layers.shapes().put(PREFIX + name, shape));
        layers.linear("head", classes, features);
        return layers.shapes();
    }

    /** The module's own parameters, and a head as every network's. */
    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        try (Module loaded = Module.load(module, Device.cpu())) {
            weights.putAll(Weights.download(named(loaded)));
        }
        weights.putAll(
                new Initial(0.01, name -> false).weights(new Backbone(module, Map.of(), features, classes), streams));
        return weights;
    }

    /** A loaded module's parameters under the network's names. */
    static Map<String, NDArray> named(Module module) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        module.parameters().forEach((name, array) -> named.put(PREFIX + name, array));
        return named;
    }

    /** Writes the module with the parameters among these weights. */
    void write(Map<String, Tensor> weights, OutputStream out) {
        try (Module loaded = Module.load(module, Device.cpu());
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            named(loaded).forEach((name, parameter) -> Weights.upload(manager, weights.get(name))
                    .copyTo(parameter));
            loaded.write(out);
        }
    }

    /** The module and the head. */
    @Override
    public int stages() {
        return 2;
    }

    @Override
    public int stage(String tensor) {
        return tensor.startsWith(PREFIX) ? 0 : 1;
    }
}
