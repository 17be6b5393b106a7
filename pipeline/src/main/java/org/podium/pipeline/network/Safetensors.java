package org.podium.pipeline.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named tensors in a safetensors file: the header's length (8 bytes, little endian), a JSON header with type, shape and
 * byte range of each tensor, then the numbers. Format: <a
 * href="https://github.com/huggingface/safetensors#format">safetensors</a>.
 */
public final class Safetensors {
    /** The format's own bound on the header, 100 MB. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Safetensors() {}

    /** A tensor's line in the header; its bytes are counted from the header's end. */
    private record Entry(String name, String type, long[] shape, long begin, long end) {}

    /**
     * Reads every floating-point tensor (F64, F32, F16, BF16) as fp32; tensors of integers, such as BatchNorm's count of
     * batches, are left out.
     *
     * @return the tensors in the order of the header
     * @throws IOException when the file cannot be read or is not a valid safetensors file
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer prefix = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            fill(channel, prefix, 0, file);
            long length = prefix.getLong();
            if (length < 2 || length > LONGEST_HEADER || 8 + length > channel.size()) {
                throw new IOException(file + " is not a safetensors file: its header cannot be " + length + " bytes");
            }
            ByteBuffer header = ByteBuffer.allocate((int) length);
            fill(channel, header, 8, file);
            JsonNode root = header(header, file);
            List<Entry> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    entries.add(entry(file, entry.getKey(), entry.getValue()));
                }
            }
            requireNoGaps(file, entries, channel.size() - 8 - length);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (width(entry.type) > 0) {
                    tensors.put(entry.name, tensor(channel, file, 8 + length, entry));
                }
            }
            return tensors;
        }
    }

    private static JsonNode header(ByteBuffer bytes, Path file) throws IOException {
        try {
            JsonNode root = JSON.readTree(new String(bytes.array(), StandardCharsets.UTF_8));
            if (root instanceof ObjectNode) {
                return root;
            }
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not a safetensors file: its header is not JSON", e);
        }
        throw new IOException(file + " is not a safetensors file: its header is not a JSON object");
    }

    private static Entry entry(Path file, String name, JsonNode node) throws IOException {
        JsonNode type = node.path("dtype");
        long[] shape = numbers(node.path("shape"));
        long[] offsets = numbers(node.path("data_offsets"));
        if (!type.isTextual() || shape == null || offsets == null || offsets.length != 2) {
            throw new IOException(file + ": tensor " + name + " has no proper dtype, shape and data_offsets");
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
    private static void requireNoGaps(Path file, List<Entry> entries, long size) throws IOException {
        long at = 0;
        for (Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparing(Entry::end))
                .toList()) {
            if (entry.begin != at || entry.end < at || entry.end > size) {
                throw new IOException(file + ": tensor " + entry.name + " has bytes " + entry.begin + " to " + entry.end
                        + " of " + size + ", where " + at + " should follow");
            }
            at = entry.end;
        }
        if (at != size) {
            throw new IOException(file + ": the tensors end after " + at + " of " + size + " bytes");
        }
    }

    private static Tensor tensor(FileChannel channel, Path file, long base, Entry entry) throws IOException {
        int width = width(entry.type);
        long length = entry.end - entry.begin;
        if (length > Integer.MAX_VALUE - 8) {
            throw new IOException(file + ": tensor " + entry.name + " is larger than 2 GiB");
        }
        if (length % width != 0 || count(entry.shape) != length / width) {
            throw new IOException(file + ": tensor " + entry.name + " of shape " + Arrays.toString(entry.shape)
                    + " does not fit its " + length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, bytes, base + entry.begin, file);
        float[] values = new float[(int) length / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(bytes, entry.type);
        }
        return new Tensor(entry.shape, values);
    }

    /** Number of elements; -1 for more than a long can count. */
    private static long count(long[] shape) {
        try {
            return Tensor.size(shape);
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    private static int width(String type) {
        return switch (type) {
            case "F64" -> 8;
            case "F32" -> 4;
            case "F16", "BF16" -> 2;
            default -> 0;
        };
    }

    private static float value(ByteBuffer bytes, String type) {
        return switch (type) {
            case "F64" -> (float) bytes.getDouble();
            case "F32" -> bytes.getFloat();
            case "BF16" -> Float.intBitsToFloat(bytes.getShort() << 16);
            default -> half(bytes.getShort());
        };
    }

    /** IEEE 754 binary16 to fp32, exactly. */
    static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> (1024 + fraction) * (float) Math.scalb(1.0, exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    /** Writes tensors as F32, in the map's order; the same tensors give the same bytes. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", "F32");
            for (long extent : entry.getValue().shape()) {
                node.withArray("shape").add(extent);
            }
            node.withArray("shape");
            long end = offset + 4L * entry.getValue().values().length;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        // The format asks for tensors that start on multiples of 8 bytes: the header is padded with spaces.
        byte[] plain = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = (plain.length + 7) / 8 * 8;
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer front = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
            front.putLong(padded).put(plain);
            while (front.hasRemaining()) {
                front.put((byte) ' ');
            }
            drain(channel, front.flip());
            for (Tensor tensor : tensors.values()) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(tensor.values());
                drain(channel, bytes);
            }
            channel.force(true);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void fill(FileChannel channel, ByteBuffer into, long position, Path file) throws IOException {
        while (into.hasRemaining()) {
            int read = channel.read(into, position + into.position());
            if (read < 0) {
                throw new IOException(file + " is not a safetensors file: it ends after " + channel.size() + " bytes");
            }
        }
        into.flip();
    }
}
