package org.podium.pipeline.pretrain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.podium.pipeline.network.Tensor;

/** Writes tensors in half precision to a safetensors file. */
final class HalfWeights {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HalfWeights() {}

    /** Writes tensors as F16, in the map's order. */
    static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode notes = root.putObject("__metadata__");
        metadata.forEach(notes::put);
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = root.putObject(entry.getKey()).put("dtype", "F16");
            for (long extent : entry.getValue().shape()) {
                node.withArray("shape").add(extent);
            }
            long end = offset + 2L * entry.getValue().values().length;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] plain = JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        int padded = (plain.length + 7) / 8 * 8;
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(8 + padded + offset)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(plain);
        while (bytes.position() < 8 + padded) {
            bytes.put((byte) ' ');
        }
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                bytes.putShort(half(value));
            }
        }
        Files.write(file, bytes.array());
    }

    /** fp32 to IEEE 754 binary16, to the nearest, ties to even. */
    static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float magnitude = Math.abs(value);
        if (!(magnitude < 65520)) {
            return (short) (sign | (Float.isNaN(value) ? 0x7e00 : 0x7c00));
        }
        // In units of the last place of the result; rint settles ties to even.
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        int units = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
        // A carry out of the fraction is one more of the exponent, which is what it should be.
        return (short) (sign | (units < 1024 ? units : (exponent + 14 << 10) + units));
    }
}
