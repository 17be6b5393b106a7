package org.podium.pipeline.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Wraps TorchScript source into the archive that libtorch loads: a zip, not compressed, of the code, the module object
 * with its tensors, and an empty table of constants.
 */
final class TorchScriptArchive {
    private static final String BARE = "  __parameters__ = []\n  __buffers__ = []\n";

    private TorchScriptArchive() {}

    /** The archive's bytes for a source in the serialized TorchScript dialect with one class, {@code Net}. */
    static byte[] of(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, source, new Pickle().beginModule("Net").endModule().bytes(), Map.of(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes a module that holds its tensors: each at the attribute path that its name spells, as {@code
     * layer1.0.conv1.weight}, so that they move to another device with it and are found in its state dictionary.
     *
     * @param source of a class {@code Net} without attributes, whose methods may call {@code self.weights()} for a
     *     dictionary of the tensors by name
     * @param methods source of further methods of it
     * @param extra further texts in the archive by name
     */
    static void write(
            OutputStream out, String source, String methods, Map<String, Tensor> tensors, Map<String, String> extra)
            throws IOException {
        Node root = new Node();
        tensors.forEach(root::add);
        StringBuilder code = new StringBuilder();
        Map<String, Tensor> data = new LinkedHashMap<>();
        Pickle pickle = new Pickle();
        root.declare("Net", code, pickle, data);
        if (!source.contains("class Net(Module):\n" + BARE)) {
            throw new IllegalArgumentException("the program does not begin with an empty class Net");
        }
        // The declaration of the root takes the place of the program's own, with the methods after it.
        String body = source.substring(source.indexOf("  def "));
        write(out, code + body + weights(tensors) + methods, pickle.bytes(), data, extra);
    }

    private static String weights(Map<String, Tensor> tensors) {
        StringBuilder method = new StringBuilder("  def weights(self: __torch__.Net) -> Dict[str, Tensor]:\n")
                .append("    w = annotate(Dict[str, Tensor], {})\n");
        for (String name : tensors.keySet()) {
            String value = "self";
            for (String step : name.split("\\.")) {
                value = "getattr(" + value + ", \"" + step + "\")";
            }
            method.append("    w[\"")
                    .append(name)
                    .append("\"] = ")
                    .append(value)
                    .append("\n");
        }
        return method.append("    return w\n").toString();
    }

    private static void write(
            OutputStream out, String source, byte[] module, Map<String, Tensor> data, Map<String, String> extra)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        put(zip, "program/data.pkl", module);
        put(zip, "program/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        put(zip, "program/constants.pkl", new Pickle().emptyTuple().bytes());
        for (Map.Entry<String, Tensor> entry : data.entrySet()) {
            put(zip, "program/data/" + entry.getKey(), numbers(entry.getValue()));
        }
        for (Map.Entry<String, String> entry : extra.entrySet()) {
            put(zip, "program/extra/" + entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
        }
        put(zip, "program/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        zip.finish();
    }

    private static byte[] numbers(Tensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, tensor.values().length))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return bytes.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** A module of the tree that tensors' names span. */
    private static final class Node {
        private final Map<String, Node> modules = new TreeMap<>();
        private final Map<String, Tensor> tensors = new TreeMap<>();

        void add(String name, Tensor tensor) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                tensors.put(name, tensor);
            } else {
                modules.computeIfAbsent(name.substring(0, dot), key -> new Node())
                        .add(name.substring(dot + 1), tensor);
            }
        }

        /**
         * Writes the object, and the class of every module below it, then its own without methods.
         *
         * @param type name of the class
         */
        void declare(String type, StringBuilder code, Pickle pickle, Map<String, Tensor> data) {
            StringBuilder attributes = new StringBuilder();
            pickle.beginModule(type);
            tensors.forEach((name, tensor) -> {
                String entry = Integer.toString(data.size());
                data.put(entry, tensor);
                pickle.text(name).tensor(entry, tensor.shape());
                attributes.append(attribute(name, "Tensor"));
            });
            modules.forEach((name, module) -> {
                String below = type + "_" + name;
                pickle.text(name);
                module.declare(below, code, pickle, data);
                attributes.append(attribute(name, "__torch__." + below));
            });
            pickle.endModule();
            StringBuilder buffers = new StringBuilder();
            tensors.keySet().forEach(name -> buffers.append('"').append(name).append("\", "));
            code.append("class ")
                    .append(type)
                    .append("(Module):\n  __parameters__ = []\n  __buffers__ = [")
                    .append(buffers)
                    .append("]\n  __annotations__ = []\n")
                    .append(attribute("training", "bool"))
                    .append(attribute("_is_full_backward_hook", "Optional[bool]"))
                    .append(attributes);
        }

        /** By item, since a module's name may be a number. */
        private static String attribute(String name, String type) {
            return "  __annotations__[\"" + name + "\"] = " + type + "\n";
        }
    }
}
