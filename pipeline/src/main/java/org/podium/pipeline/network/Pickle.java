package org.podium.pipeline.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few things that a TorchScript archive pickles (protocol 2): modules with their attributes, and tensors whose
 * numbers lie in entries of their own.
 */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Pickle() {
        opcodes("\u0080\u0002");
    }

    /** The finished pickle. */
    byte[] bytes() {
        opcodes(".");
        return out.toByteArray();
    }

    Pickle emptyTuple() {
        return opcodes(")");
    }

    Pickle yes() {
        return opcodes("\u0088");
    }

    Pickle none() {
        return opcodes("N");
    }

    Pickle text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(littleEndian(5 + utf8.length)
                .put((byte) 'X')
                .putInt(utf8.length)
                .put(utf8)
                .array());
        return this;
    }

    /**
     * An object of a TorchScript class, whose attributes follow as names and values up to {@link #endModule}.
     *
     * @param namespace the class's, such as {@code __torch__}
     */
    Pickle beginModule(String namespace, String type) {
        return global(namespace, type)
                .opcodes(")\u0081}(")
                .text("training")
                .yes()
                .text("_is_full_backward_hook")
                .none();
    }

    Pickle endModule() {
        return opcodes("ub");
    }

    /**
     * What another pickle holds. Only that one may use the memo; this writer never does.
     *
     * @param pickle of protocol 2, finished
     */
    Pickle object(byte[] pickle) {
        // Without the two bytes that say the protocol, and the one that ends it.
        out.write(pickle, 2, pickle.length - 3);
        return this;
    }

    /**
     * A contiguous fp32 tensor.
     *
     * @param entry name of the archive's entry under {@code data/} that holds its numbers
     */
    Pickle tensor(String entry, long[] shape) {
        global("torch._utils", "_rebuild_tensor_v2").opcodes("((");
        text("storage").global("torch", "FloatStorage").text(entry).text("cpu").whole(Tensor.size(shape));
        opcodes("tQ").whole(0).opcodes("(");
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        for (long extent : shape) {
            whole(extent);
        }
        opcodes("t(");
        for (long step : strides) {
            whole(step);
        }
        return opcodes("t\u0089").global("collections", "OrderedDict").opcodes(")RtR");
    }

    /**
     * The TorchScript class of the object that a pickle holds.
     *
     * @param pickle as libtorch writes modules: protocol 2, the class first
     */
    static String typeOf(byte[] pickle) {
        String text = new String(pickle, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("\u0080\u0002c")) {
            throw new IllegalArgumentException("the pickle does not begin with a class");
        }
        String[] lines = text.substring(3).split("\n", 3);
        return lines[0] + "." + lines[1];
    }

    private Pickle global(String module, String name) {
        return opcodes("c" + module + "\n" + name + "\n");
    }

    private Pickle whole(long value) {
        out.writeBytes(littleEndian(10)
                .put((byte) 0x8a)
                .put((byte) Long.BYTES)
                .putLong(value)
                .array());
        return this;
    }

    private Pickle opcodes(String opcodes) {
        out.writeBytes(opcodes.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
