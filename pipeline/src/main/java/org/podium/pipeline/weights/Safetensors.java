package org.podium.pipeline.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
    /** The format's own bound on the header, 100 MB. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final String METADATA = "__metadata__";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Safetensors() {}

    /** What numbers are written as. */
    public enum Precision {
        F32,
        /** Rounded to the nearest, to even where two are as near. */
        F16
    }

    /** A tensor's line in the header; its bytes are counted from the header's end. */
    private record Entry(String name, String type, long[] shape, long begin, long end) {}

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
        JsonNode root = header(FileBytes.copied(channel, 8, (int) length));
        Map<String, String> metadata = metadata(root.path(METADATA));
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                entries.add(entry(entry.getKey(), entry.getValue()));
            }
        }
        requireNoGaps(entries, channel.size() - 8 - length);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            tensors.put(entry.name, tensor(channel, 8 + length, entry));
        }
        return new OpenFile("safetensors", tensors, "", metadata, budget, channel);
    }

    private static JsonNode header(ByteBuffer bytes) throws IOException {
        try {
            JsonNode root = JSON.readTree(new String(bytes.array(), StandardCharsets.UTF_8));
            if (root instanceof ObjectNode) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("it is not a safetensors file: its header is not JSON", e);
        }
        throw new IOException("it is not a safetensors file: its header is not a JSON object");
    }

    private static Map<String, String> metadata(JsonNode node) throws IOException {
        if (!node.isMissingNode() && !node.isObject()) {
            throw new IOException(METADATA + " is not a JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new IOException(METADATA + " has something other than text under " + Text.shown(entry.getKey()));
            }
            metadata.put(entry.getKey(), entry.getValue().asText());
        }
        return metadata;
    }

    private static Entry entry(String name, JsonNode node) throws IOException {
        JsonNode type = node.path("dtype");
        long[] shape = numbers(node.path("shape"));
        long[] offsets = numbers(node.path("data_offsets"));
        if (!type.isTextual() || shape == null || offsets == null || offsets.length != 2) {
            throw new IOException("tensor " + Text.shown(name) + " has no proper dtype, shape and data_offsets");
        }
        return new Entry(name, type.asText(), shape, offsets[0], offsets[1]);
    }

    /** The whole numbers of a list, from 0 on; null when it is anything else. */
    private static long[] numbers(JsonNode list) {
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = list.path(i);
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
                return null;
            }
            numbers[i] = number.asLong();
        }
        return list.isArray() ? numbers : null;
    }

    /** The tensors have to fill the file, one after the other. */
    private static void requireNoGaps(List<Entry> entries, long size) throws IOException {
        long at = 0;
        for (Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparing(Entry::end))
                .toList()) {
            if (entry.begin != at || entry.end < at || entry.end > size) {
                throw new IOException("tensor " + Text.shown(entry.name) + " has bytes " + entry.begin + " to "
                        + entry.end + " of " + size + ", where " + at + " should follow");
            }
            at = entry.end;
        }
        if (at != size) {
            throw new IOException("the tensors end after " + at + " of " + size + " bytes");
        }
    }

    private static StoredTensor tensor(FileChannel channel, long base, Entry entry) throws IOException {
        DType type = DType.named(entry.type)
                .orElseThrow(() -> new UserError("tensor " + Text.shown(entry.name) + " is of type "
                        + Text.shown(entry.type) + ", which is not read: only " + Arrays.toString(DType.values())));
        long length = entry.end - entry.begin;
        if (length % type.width() != 0 || count(entry.shape) != length / type.width()) {
            throw new IOException("tensor " + Text.shown(entry.name) + " of shape " + Arrays.toString(entry.shape)
                    + " does not fit its " + length + " bytes");
        }
        Bytes bytes = new FileBytes(channel, base + entry.begin, length);
        return StoredTensor.whole(type, ByteOrder.LITTLE_ENDIAN, bytes, entry.shape);
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
            ObjectNode words = root.putObject(METADATA);
            new TreeMap<>(metadata).forEach(words::put);
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            if (entry.getKey().equals(METADATA)) {
                throw new IllegalArgumentException("no tensor can be called " + METADATA);
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
