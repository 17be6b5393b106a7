package org.podium.pipeline.weights;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

/**
 * Reads any weights file; the format is told from its content, not its name: safetensors, torch's zip format and its
 * legacy one, TorchScript, {@code .npz}, and each of these gzipped.
 *
 * <p>Nothing in a file is ever run, see {@link Whitelist}. What is unfolded from it is at most 16 times its size and 16
 * MiB, see {@link Budget}; the pickle that describes a torch file is limited on its own, see {@link TorchUnpickler}.
 *
 * <p>Names are given without what is before all of them alike of {@code module.}, {@code _orig_mod.}, {@code model.} and
 * {@code backbone.}, as wrappers around a network add them. Tensors of whole numbers have no say in that.
 */
public final class WeightFile {
    private static final List<String> PREFIXES = List.of("module.", "_orig_mod.", "model.", "backbone.");

    private static final int FRONT = 9;

    private WeightFile() {}

    /**
     * A tensor in a file.
     *
     * @param name without the prefix that all share
     * @param dtype the type of its numbers, as safetensors calls it: F32, F16, BF16, I64, ...
     */
    public record Entry(String name, String dtype, long[] shape) {
        /** How many numbers it has. */
        public long numbers() {
            return Tensor.size(shape);
        }
    }

    /**
     * Reads all tensors.
     *
     * @throws IOException when the file cannot be read or is broken
     * @throws UserError when it is in no format that is read, or asks for more than tensors and data
     */
    public static Weights read(Path file) throws IOException {
        return told(file, () -> {
            try (OpenFile open = open(file)) {
                String prefix = prefix(open);
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                Map<String, Tensor> integers = new LinkedHashMap<>();
                for (Map.Entry<String, String> name : names(open, prefix).entrySet()) {
                    boolean floating =
                            open.tensors().get(name.getValue()).type().floating();
                    (floating ? tensors : integers).put(name.getKey(), numbers(open, name.getValue()));
                }
                return new Weights(
                        file.toString(), open.format(), tensors, integers, open.wrapper(), prefix, open.metadata());
            }
        });
    }

    /**
     * What {@link #read} would find, with no number read.
     *
     * @param format what kind of file it is, in words
     */
    public record Summary(String format, List<Entry> entries) {}

    /** Looks into a file; errors are those of {@link #read}. */
    public static Summary summary(Path file) throws IOException {
        return told(file, () -> look(file));
    }

    /** The tensors of a {@link #summary}. */
    public static List<Entry> inspect(Path file) throws IOException {
        return summary(file).entries();
    }

    /**
     * What keeps it from being a file of weights, without its name; empty when {@link #read} would open it.
     *
     * @throws FileSystemException when it cannot be looked at
     */
    static Optional<String> problem(Path file) throws IOException {
        try {
            look(file);
            return Optional.empty();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException | UserError e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Summary look(Path file) throws IOException {
        try (OpenFile open = open(file)) {
            List<Entry> entries = new ArrayList<>();
            names(open, prefix(open)).forEach((name, inFile) -> {
                StoredTensor tensor = open.tensors().get(inFile);
                entries.add(new Entry(name, tensor.type().name(), tensor.shape()));
            });
            return new Summary(open.format(), List.copyOf(entries));
        }
    }

    static Tensor numbers(OpenFile open, String name) throws IOException {
        try {
            return open.tensors().get(name).read(open.budget());
        } catch (IOException e) {
            throw new IOException("tensor " + Text.shown(name) + ": " + e.getMessage(), e);
        }
    }

    /** Something that can fail. */
    interface Reading<T> {
        T run() throws IOException;
    }

    /** Puts the file's name before every complaint about what is in it. */
    static <T> T told(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.run();
        } catch (UserError e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        } catch (FileSystemException e) {
            // It names the file itself.
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String prefix(OpenFile open) {
        List<String> names = open.tensors().entrySet().stream()
                .filter(entry -> entry.getValue().type().floating())
                .map(Map.Entry::getKey)
                .toList();
        String prefix = "";
        for (boolean found = !names.isEmpty(); found; ) {
            String before = prefix;
            prefix = before
                    + PREFIXES.stream()
                            .filter(more -> names.stream()
                                    .allMatch(name -> name.startsWith(more, before.length())
                                            && name.length() > before.length() + more.length()))
                            .findFirst()
                            .orElse("");
            found = !prefix.equals(before);
        }
        return prefix;
    }

    /** From the names without the prefix to those in the file. */
    private static Map<String, String> names(OpenFile open, String prefix) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : open.tensors().keySet()) {
            String cut = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
            if (names.put(cut, name) != null) {
                throw new IOException("it has two tensors " + Text.shown(cut) + ", one with " + prefix + " before it");
            }
        }
        return names;
    }

    private static OpenFile open(Path file) throws IOException {
        Budget budget = new Budget(Files.size(file));
        byte[] front = front(file);
        if (!isSafetensors(front) && front.length > 2 && front[0] == 0x1f && front[1] == (byte) 0x8b) {
            return gzip(file, budget);
        }
        return open(file, front, budget);
    }

    private static byte[] front(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(FRONT);
        }
    }

    /** To be asked first: its header's length may begin as other formats do, none of which has a brace there. */
    private static boolean isSafetensors(byte[] front) {
        return front.length == FRONT && front[FRONT - 1] == '{';
    }

    private static OpenFile open(Path file, byte[] front, Budget budget) throws IOException {
        if (isSafetensors(front)) {
            return closedUnlessOpened(
                    FileChannel.open(file, StandardOpenOption.READ), channel -> Safetensors.open(channel, budget));
        }
        if (front.length > 2 && front[0] == 'P' && front[1] == 'K') {
            return closedUnlessOpened(new ZipFile(file.toFile()), zip -> zip(zip, budget));
        }
        int proto = 0x80;
        if (front.length > 2 && (front[0] & 0xff) == proto && front[1] >= 2 && front[1] <= 5) {
            return closedUnlessOpened(
                    FileChannel.open(file, StandardOpenOption.READ), channel -> TorchFile.legacy(channel, budget));
        }
        throw new UserError("it is in no format of weights that is read: safetensors, torch (.pth, .pt), .npz");
    }

    private interface Opening<R extends Closeable> {
        OpenFile open(R resource) throws IOException;
    }

    private static <R extends Closeable> OpenFile closedUnlessOpened(R resource, Opening<R> opening)
            throws IOException {
        OpenFile opened = null;
        try {
            opened = opening.open(resource);
            return opened;
        } finally {
            if (opened == null) {
                resource.close();
            }
        }
    }

    private static OpenFile zip(ZipFile zip, Budget budget) throws IOException {
        Map<String, ZipEntry> entries = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entries.put(entry.getName(), entry) != null) {
                throw new IOException("it has two entries " + Text.shown(entry.getName()));
            }
            if (entry.getSize() < 0) {
                throw new IOException("its entry " + Text.shown(entry.getName()) + " has no proper size");
            }
        }
        List<ZipEntry> pickles = entries.values().stream()
                .filter(entry -> entry.getName().matches("[^/]+/data\\.pkl"))
                .toList();
        if (pickles.size() == 1) {
            return TorchFile.zip(zip, entries, pickles.get(0), budget);
        }
        if (!entries.isEmpty() && entries.keySet().stream().allMatch(name -> name.endsWith(Npz.SUFFIX))) {
            return Npz.open(zip, entries, budget);
        }
        throw new UserError("it is a zip file with neither one data.pkl, as torch writes it, nor .npy alone");
    }

    /** The inflated file is kept on the disk, in a temporary file, while it is read. */
    private static OpenFile gzip(Path file, Budget budget) throws IOException {
        Path inflated = Files.createTempFile("podium-weights-", "");
        return closedUnlessOpened(() -> remove(inflated), temporary -> {
            try (InputStream stream = new GZIPInputStream(Files.newInputStream(file), Bytes.WINDOW);
                    OutputStream out = Files.newOutputStream(inflated)) {
                Budget size = new Budget(Files.size(file));
                byte[] buffer = new byte[1 << 16];
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    size.take(read);
                    out.write(buffer, 0, read);
                }
            }
            OpenFile opened = open(inflated, front(inflated), budget);
            return new OpenFile(
                    opened.format() + ", gzipped",
                    opened.tensors(),
                    opened.wrapper(),
                    opened.metadata(),
                    opened.budget(),
                    () -> {
                        opened.close();
                        temporary.close();
                    });
        });
    }

    /** Removes a temporary file, now or, where the system keeps what is still mapped into memory, at the end. */
    static void remove(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // Windows, until the garbage collector ends the mapping; what was read from the file is good all the same.
            temporary.toFile().deleteOnExit();
        }
    }
}
