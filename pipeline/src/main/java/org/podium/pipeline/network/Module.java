package org.podium.pipeline.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.podium.pipeline.error.UserError;

/**
 * A TorchScript module from a file, loaded, in evaluation mode: its normalisations use the running statistics that came with
 * it, and nothing is dropped.
 */
final class Module implements AutoCloseable {
    private final Path file;
    private final Model model;
    private final PtSymbolBlock block;
    private final Map<String, NDArray> parameters = new LinkedHashMap<>();

    private Module(Path file, Model model) {
        this.file = file;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        JniUtils.enableInferenceMode(block);
        JniUtils.moduleGetParams(block, (PtNDManager) model.getNDManager())
                .forEach(parameter -> parameters.put(parameter.getName(), parameter));
    }

    /** @throws UserError when it is no module, or not in fp32 */
    static Module load(Path file, Device device) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("there is no file " + file);
        }
        Model model = Model.newInstance(file.getFileName().toString(), device, "PyTorch");
        try (InputStream in = Files.newInputStream(file)) {
            // What was saved on another device is wanted on this one.
            model.load(in, Map.of("mapLocation", "true"));
        } catch (MalformedModelException | EngineException e) {
            model.close();
            throw new UserError(file + " is no TorchScript module that libtorch reads: " + reason(e));
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        }
        Module module = new Module(file, model);
        module.parameters.forEach((name, parameter) -> {
            if (parameter.getDataType() != DataType.FLOAT32) {
                model.close();
                throw new UserError(file + ": parameter " + name + " is not fp32; save the module after .float()");
            }
        });
        return module;
    }

    /** The module's parameters themselves; writing to them changes what it computes. */
    Map<String, NDArray> parameters() {
        return parameters;
    }

    /**
     * Features under autograd.
     *
     * @param images rows x 3 x height x width in fp32
     */
    NDArray record(NDArray images) {
        NDList features;
        try {
            features = IValueUtils.forward(block, new NDList(images), true);
        } catch (EngineException e) {
            throw new UserError(file + " does not take images of shape " + images.getShape() + ": " + reason(e));
        }
        if (features.size() != 1) {
            throw notFeatures(features.size() + " tensors");
        }
        return features.get(0);
    }

    /** A module with these parameters that does not change with this one. */
    Module copy() {
        Module copy = load(file, model.getNDManager().getDevice());
        copy.parameters.forEach((name, parameter) -> parameters.get(name).copyTo(parameter));
        return copy;
    }

    /** Writes the module with the parameters as they are now. */
    void write(OutputStream out) {
        JniUtils.writeModule(block, out, false);
    }

    /** Features without autograd, to be closed by the caller. */
    IValue call(IValue images) {
        IValue features = IValueUtils.forward(block, new IValue[] {images});
        if (!features.isTensor()) {
            throw notFeatures(features.getType());
        }
        return features;
    }

    /** The first line of what libtorch says; a trace of its own code follows. */
    private static String reason(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private UserError notFeatures(String what) {
        return new UserError(file + " gives " + what + ", expected one tensor of rows x features, or rows x features x"
                + " height x width");
    }

    @Override
    public void close() {
        model.close();
    }
}
