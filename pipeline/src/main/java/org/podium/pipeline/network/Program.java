package org.podium.pipeline.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TorchScript program, loaded: methods that take tensors and give tensors.
 *
 * <p>Its source is a resource beside this class. It holds no weights; they are arguments like any other. Not for use by
 * two threads at a time.
 */
public final class Program implements AutoCloseable {
    private final Model model;
    private final PtSymbolBlock block;
    private final ParameterStore noParameters = new ParameterStore();

    private Program(Model model) {
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
    }

    /**
     * Loads a program onto a device.
     *
     * @param parts resource names without suffix, such as {@code adamw}: the first has the class, the others have more
     *     methods of it
     */
    public static Program load(Device device, String... parts) {
        String name = String.join("+", parts);
        Model model = Model.newInstance(name, device, "PyTorch");
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.of(source(parts))), Map.of());
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new IllegalStateException("the program " + name + " does not load", e);
        }
        return new Program(model);
    }

    /** Loads a network's program onto a device. */
    static Program load(Device device, Architecture network) {
        return load(device, parts(network));
    }

    private static String[] parts(Architecture network) {
        return Stream.concat(Stream.of("network"), network.program().stream()).toArray(String[]::new);
    }

    /** The source of a network's program. */
    static String source(Architecture network) {
        return source(parts(network));
    }

    /** The source of a program of several parts. */
    private static String source(String... parts) {
        return Arrays.stream(parts).map(Program::part).collect(Collectors.joining());
    }

    private static String part(String name) {
        try (InputStream in = Program.class.getResourceAsStream(name + ".torchscript")) {
            if (in == null) {
                throw new IllegalArgumentException("no program named " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls a method under autograd.
     *
     * @param arguments one array an argument; arrays named {@code x.<key>} form one dictionary argument
     * @return the method's tensors, owned by the manager of the first argument
     */
    public NDList record(String method, NDList arguments) {
        try (NDArray name = model.getNDManager().create(0f)) {
            // DJL takes the method from an array of this name, which is no argument itself.
            name.setName("module_method:" + method);
            return block.forward(noParameters, new NDList(arguments).addAll(new NDList(name)), true);
        }
    }

    /**
     * Calls a method without autograd.
     *
     * @return the method's result, to be closed by the caller
     */
    public IValue call(String method, IValue... arguments) {
        return IValueUtils.runMethod(block, method, arguments);
    }

    @Override
    public void close() {
        model.close();
    }
}
