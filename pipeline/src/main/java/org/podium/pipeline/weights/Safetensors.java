package org.podium.pipeline.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

/**
 * Named tensors in a safetensors file: the header's length (8 bytes, little endian), a JSON header with type, shape and
 * byte range of each tensor, then the numbers. Format: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
public final class Safetensors {
    /**
     * The format allows 100 MB. That is room for a million tensors, and would have to be read before a stranger's file is
     * known to be one.
     */
    private static final long LONGEST_HEADER = 1 << 24;

    private static final ObjectMapper JSON = new ObjectMapper();

    private Safetensors() {}

    /** What numbers are written as. */
    public enum Precision {
        F32,
        /** Rounded to the nearest, to even where two are as near. */
        F16
    }

    /**
     * Reads every floating-point tensor (F64, F32, F16, BF16) as fp32, under its name in the file; tensors of integers,
     * such as BatchNorm's count of batches, are left out.
     *
     * @return the tensors in the order of the header
     * @throws IOException when the file cannot be read or is not a valid safetensors file
     * @throws UserError when it has a tensor of a type that is not read
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        return WeightFile.told(file, () -> {
            try (OpenFile open = open(FileChannel.open(file, StandardOpenOption.READ), new Budget(Files.size(file)))) {
                Map<String, Tensor> tensors = new LinkedHashMap<>();
                for (Map.Entry<String, StoredTensor> entry : open.tensors().entrySet()) {
                    if (entry.getValue().type().floating()) {
                        tensors.put(entry.getKey(), WeightFile.numbers(open, entry.getKey()));
                    }
                }
                return tensors;
            }
        });
    }

    /** Reads the header; the numbers stay on the disk. */
    static OpenFile open(FileChannel channel, Budget budget) throws IOException {
        if (channel.size() < Long.BYTES) {
            throw new IOException("it is not a safetensors file: it ends after " + channel.size() + " bytes");
        }
        long length = FileBytes.copied(channel, 0, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 2 || length > LONGEST_HEADER || 8 + length > channel.size()) {
            throw new IOException("it is not a safetensors file: its header cannot be " + length + " bytes");
        }
        SafetensorsHeader header = SafetensorsHeader.read(
                FileBytes.copied(channel, 8, (int) length).array());
        List<SafetensorsHeader.Entry> entries = header.entries();
        requireNoGaps(entries, channel.size() - 8 - length);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : entries) {
            tensors.put(entry.name(), tensor(channel, 8 + length, entry));
        }
        return new OpenFile("safetensors", tensors, "", header.metadata(), budget, channel);
    }

    /** The tensors have to fill the file, one after the other. */
    private static void requireNoGaps(List<SafetensorsHeader.Entry> entries, long size) throws IOException {
        long at = 0;
        for (SafetensorsHeader.Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(SafetensorsHeader.Entry::begin)
                        .thenComparing(SafetensorsHeader.Entry::end))
                .toList()) {
            if (entry.begin() != at || entry.end() < at || entry.end() > size) {
                throw new IOException("tensor " + Text.shown(entry.name()) + " has bytes " + entry.begin() + " to "
                        + entry.end() + " of " + size + ", where " + at + " should follow");
            }
            at = entry.end();
        }
        if (at != size) {
            throw new IOException("the tensors end after " + at + " of " + size + " bytes");
        }
    }

    private static StoredTensor tensor(FileChannel channel, long base, SafetensorsHeader.Entry entry)
            throws IOException {
        DType type = DType.named(entry.type())
                .orElseThrow(() -> new UserError("tensor " + Text.shown(entry.name()) + " is of type "
                        + Text.shown(entry.type()) + ", which is not read: only " + Arrays.toString(DType.values())));
        long length = entry.end() - entry.begin();
        if (length % type.width() != 0 || count(entry.shape()) != length / type.width()) {
            throw new IOException("tensor " + Text.shown(entry.name()) + " of shape " + Arrays.toString(entry.shape())
                    + " does not fit its " + length + " bytes");
        }
        Bytes bytes = new FileBytes(channel, base + entry.begin(), length);
        return StoredTensor.whole(type, ByteOrder.LITTLE_ENDIAN, bytes, entry.shape());
    }

    /** Number of elements; -1 for more than a long can count. */
    private static long count(long[] shape) {
        try {
            return Tensor.size(shape);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    /** Writes tensors as F32 without metadata, in the map's order; the same tensors give the same bytes. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Precision.F32, Map.of());
    }

    /**
     * Writes tensors in the map's order; the same tensors and metadata give the same bytes.
     *
     * @param metadata words about the weights, written in the order of their keys
     * @throws UserError when a number is too large for F16; nothing is left of an older file by then
     */
    public static void write(Path file, Map<String, Tensor> tensors, Precision precision, Map<String, String> metadata)
            throws IOException {
        // The format asks for tensors that start on multiples of 8 bytes: the header is padded with spaces.
        byte[] plain = JSON.writeValueAsBytes(header(tensors, precision, metadata));
        int padded = (plain.length + 7) / 8 * 8;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer front = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
            front.putLong(padded).put(plain);
            while (front.hasRemaining()) {
                front.put((byte) ' ');
            }
            drain(channel, front);
            ByteBuffer buffer = ByteBuffer.allocate(Bytes.WINDOW).order(ByteOrder.LITTLE_ENDIAN);
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                write(channel, buffer, entry.getKey(), entry.getValue().values(), precision);
            }
            channel.force(true);
        }
    }

    private static ObjectNode header(Map<String, Tensor> tensors, Precision precision, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode words = root.putObject(SafetensorsHeader.METADATA);
            new TreeMap<>(metadata).forEach(words::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            if (entry.getKey().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("no tensor can be called " + SafetensorsHeader.METADATA);
            }
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", precision.name());
            ArrayNode shape = node.putArray("shape");
            for (long extent : entry.getValue().shape()) {
                shape.add(extent);
            }
            long end = offset
                    + (precision == Precision.F16 ? 2L : 4L) * entry.getValue().values().length;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return root;
    }

    private static void write(FileChannel channel, ByteBuffer buffer, String name, float[] values, Precision precision)
            throws IOException {
        for (float value : values) {
            if (precision == Precision.F32) {
                buffer.putFloat(value);
            } else {
                buffer.putShort(half(name, value));
            }
            if (!buffer.hasRemaining()) {
                drain(channel, buffer);
            }
        }
        drain(channel, buffer);
    }

    private static short half(String name, float value) {
        try {
            return Half.of(value);
        } catch (ArithmeticException e) {
            throw new UserError("tensor " + name + ": " + e.getMessage() + "; write these weights as F32", e);
        }
    }

    /** Writes what was put into the buffer, and empties it. */
    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
