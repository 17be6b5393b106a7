package org.podium.pipeline.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Wraps TorchScript source into the archive that libtorch loads: a zip, not compressed, of the code, the module object
 * with its tensors, and an empty table of constants.
 */
final class TorchScriptArchive {
    private static final String BARE = "  __parameters__ = []\n  __buffers__ = []\n";

    private static final String ROOT = "__torch__";

    /** Of what is exported. */
    private static final String NAMESPACE = "__torch__.podium";

    private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);

    private TorchScriptArchive() {}

    /** The archive's bytes for a source in the serialized TorchScript dialect with one class, {@code Net}. */
    static byte[] of(String source) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                "data.pkl", new Pickle().beginModule(ROOT, "Net").endModule().bytes());
        entries.put("code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        entries.put("constants.pkl", new Pickle().emptyTuple().bytes());
        entries.put("version", VERSION);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, entries);
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
     * @param inner entries of the archive of a module that libtorch has written, which becomes the attribute {@code
     *     backbone}; empty for none
     * @param extra further texts in the archive by name
     */
    static void write(
            OutputStream out,
            String source,
            String methods,
            Map<String, Tensor> tensors,
            Map<String, byte[]> inner,
            Map<String, String> extra)
            throws IOException {
        if (!source.contains("class Net(Module):\n" + BARE)) {
            throw new IllegalArgumentException("the program does not begin with an empty class Net");
        }
        Map<String, byte[]> entries = new LinkedHashMap<>(inner);
        Node root = new Node();
        tensors.forEach(root::add);
        StringBuilder code = new StringBuilder();
        Pickle pickle = new Pickle();
        root.declare("Net", code, pickle, entries, Optional.ofNullable(entries.get("data.pkl")));
        // The declaration of the root takes the place of the program's own, with the methods after it.
        code.append(source.substring(source.indexOf("  def ")))
                .append(weights(tensors))
                .append(methods);
        entries.put("data.pkl", pickle.bytes());
        // A file of its own, since a module's own classes may be in __torch__.py.
        String own = code.toString().replace("__torch__.Net", NAMESPACE + ".Net");
        entries.put("code/__torch__/podium.py", own.getBytes(StandardCharsets.UTF_8));
        entries.putIfAbsent("constants.pkl", new Pickle().emptyTuple().bytes());
        extra.forEach((name, text) -> entries.put("extra/" + name, text.getBytes(StandardCharsets.UTF_8)));
        entries.putIfAbsent("version", VERSION);
        write(out, entries);
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

    /** An archive's entries by their names below its top folder. */
    static Map<String, byte[]> entries(Path archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                entries.put(name, zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private static void write(OutputStream out, Map<String, byte[]> entries) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            put(zip, "program/" + entry.getKey(), entry.getValue());
        }
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
         * @param entries of the archive, to which tensors are added
         * @param inner pickle of a module that becomes the attribute {@code backbone}
         */
        void declare(
                String type, StringBuilder code, Pickle pickle, Map<String, byte[]> entries, Optional<byte[]> inner) {
            StringBuilder attributes = new StringBuilder();
            pickle.beginModule(NAMESPACE, type);
            tensors.forEach((name, tensor) -> {
                // Names that libtorch does not give, which numbers tensors.
                String entry = "podium" + entries.size();
                entries.put("data/" + entry, numbers(tensor));
                pickle.text(name).tensor(entry, tensor.shape());
                attributes.append(attribute(name, "Tensor"));
            });
            modules.forEach((name, module) -> {
                // Doubled in names, so that no two paths make one class.
                String below = type + "_" + name.replace("_", "__");
                pickle.text(name);
                module.declare(below, code, pickle, entries, Optional.empty());
                attributes.append(attribute(name, NAMESPACE + "." + below));
            });
            inner.ifPresent(module -> {
                pickle.text("backbone").object(module);
                attributes.append(attribute("backbone", Pickle.typeOf(module)));
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
