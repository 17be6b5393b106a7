package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

class SafetensorsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @TempDir
    private Path folder;

    private static Map<String, Tensor> golden() throws IOException {
        return Safetensors.read(Path.of("src/test/resources/golden/safetensors/mixed.safetensors"));
    }

    @Test
    void readsWhatTheReferenceImplementationWrites() throws IOException {
        // 0, -0, 1, -2.5, 0.1, 65504, 6.1035e-05, 5.96e-08, 1e-30, infinity, -infinity, NaN in each type.
        float[] single = {0, -0f, 1, -2.5f, 0.1f, 65504, 6.1035e-05f, 5.96e-08f, 1e-30f, INFINITY, -INFINITY, Float.NaN
        };
        float[] half = {0, -0f, 1, -2.5f, 0x1.998p-4f, 65504, 0x1p-14f, 0x1p-24f, 0, INFINITY, -INFINITY, Float.NaN};
        float[] brain = {
            0, -0f, 1, -2.5f, 0x1.9ap-4f, 65536, 0x1p-14f, 0x1p-24f, 0x1.44p-100f, INFINITY, -INFINITY, Float.NaN
        };
        assertThat(golden())
                .containsOnly(
                        Map.entry("double", new Tensor(new long[] {3, 4}, single)),
                        Map.entry("single", new Tensor(new long[] {2, 1, 6}, single)),
                        Map.entry("half", new Tensor(new long[] {12}, half)),
                        Map.entry("brain", new Tensor(new long[] {1, 12, 1, 1}, brain)),
                        Map.entry("scalar", new Tensor(new long[0], new float[] {3.5f})),
                        Map.entry("empty", new Tensor(new long[] {0, 5}, new float[0])));
    }

    @Test
    void halvesAreExact() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double value =
                    (exponent == 0 ? bits & 1023 : 1024 + (bits & 1023)) * Math.pow(2, Math.max(exponent, 1) - 25);
            if (exponent < 31) {
                assertThat((double) Half.toFloat((short) bits)).isEqualTo(bits < 1 << 15 ? value : -value);
            }
        }
    }

    private static Map<String, Tensor> some() {
        SplittableRandom random = new SplittableRandom(8);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (long[] shape : new long[][] {{3, 2, 5, 5}, {7}, {}, {0, 4}, {2, 3}}) {
            Tensor tensor = Tensor.filled(0, shape);
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = random.nextFloat();
            }
            tensors.put("z.ä \"quoted\" " + tensors.size(), tensor);
        }
        return tensors;
    }

    @Test
    void readsWhatItWritesInTheSameOrder() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, some());
        assertThat(Safetensors.read(file)).containsExactlyEntriesOf(some());
    }

    @Test
    void theSameTensorsAreTheSameBytes() throws IOException {
        Path a = folder.resolve("a");
        Path b = folder.resolve("b");
        Files.writeString(b, "an older and much longer file ".repeat(100));
        Safetensors.write(a, some());
        Safetensors.write(b, some());
        assertThat(a).hasSameBinaryContentAs(b);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void theNumbersStartAtAMultipleOfEightBytes(int letters) throws IOException {
        Path file = folder.resolve("a");
        Safetensors.write(file, Map.of("x".repeat(letters), Tensor.filled(1, 3)));
        long header = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertThat(header % 8).isZero();
        assertThat(Files.size(file)).isEqualTo(8 + header + 12);
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        Path whole = folder.resolve("whole");
        Safetensors.write(whole, some());
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.safetensors");
        for (int length = 0; length < bytes.length; length += 1 + length / 20) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatIOException().isThrownBy(() -> Safetensors.read(cut)).withMessageContaining("cut.safetensors");
        }
        Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatIOException().isThrownBy(() -> Safetensors.read(cut)).withMessageContaining("cut.safetensors");
    }

    private static JsonNode rounding() throws IOException {
        return new ObjectMapper()
                .readTree(WeightFileTest.GOLDEN.resolve("expected.json").toFile())
                .path("rounding");
    }

    @Test
    void halvesAreRoundedAsTorchRoundsThem() throws IOException {
        JsonNode values = rounding().path("values");
        JsonNode bits = rounding().path("bits");
        assertThat(values.size()).isEqualTo(bits.size()).isPositive();
        for (int i = 0; i < values.size(); i++) {
            float value = (float) Double.parseDouble(values.path(i).asText().replace("inf", "Infinity"));
            assertThat(Half.of(value) & 0xffff)
                    .as("%s", value)
                    .isEqualTo(bits.path(i).asInt());
        }
    }

    @Test
    void everyHalfStaysItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            // Boxed: so NaN equals itself, and 0 is not -0.
            Float value = Half.toFloat((short) bits);
            assertThat(Float.valueOf(Half.toFloat(Half.of(value)))).isEqualTo(value);
        }
    }

    @Test
    void halvesAreWrittenWithMetadata() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>(some());
        tensors.put("known", new Tensor(new long[] {3}, new float[] {0.1f, 65519, -0f}));
        Path file = folder.resolve("half.safetensors");
        Safetensors.write(file, tensors, Safetensors.Precision.F16, Map.of("seed", "7", "note", "grüße"));
        Weights weights = WeightFile.read(file);
        assertThat(weights.metadata()).containsExactly(Map.entry("note", "grüße"), Map.entry("seed", "7"));
        assertThat(weights.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        assertThat(weights.tensors().get("known").values()).containsExactly(0x1.998p-4f, 65504, -0f);
        assertThat(WeightFile.inspect(file)).extracting(WeightFile.Entry::dtype).containsOnly("F16");
        tensors.forEach((name, tensor) ->
                assertThat(weights.tensors().get(name).shape()).isEqualTo(tensor.shape()));
    }

    @ParameterizedTest
    @ValueSource(floats = {65520, -65520, 1e30f, Float.MAX_VALUE})
    void aNumberTooLargeForAHalfIsAnError(float value) {
        Map<String, Tensor> tensors = Map.of("fc.weight", Tensor.filled(value, 2));
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> Safetensors.write(folder.resolve("a"), tensors, Safetensors.Precision.F16, Map.of()))
                .withMessageContaining("fc.weight")
                .withMessageContaining("too large for F16");
    }

    /** Two windows of reading and of writing, and a mapping. */
    @Test
    void aLargeTensorIsReadWhole() throws IOException {
        float[] values = new float[(1 << 19) + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("small", Tensor.filled(1, 1));
        tensors.put("large", new Tensor(new long[] {values.length}, values));
        Path file = folder.resolve("a");
        Safetensors.write(file, tensors);
        assertThat(Safetensors.read(file)).containsExactlyEntriesOf(tensors);
    }

    private Path withHeader(String header, int data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        return Files.write(folder.resolve("bad.safetensors"), bytes.array());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON | its header is not JSON",
                "{\"a\": | its header is not JSON",
                "{} and more | its header is not JSON",
                "[1, 2] | its header is not a JSON object",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{}} | its header is not JSON",
                "{\"__metadata__\":[]} | __metadata__ is not a JSON object",
                "{\"__metadata__\":{\"a\":1}} | __metadata__ has something other than text under a",
                "{\"a\":7} | tensor a has no proper dtype, shape and data_offsets",
                "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | tensor a has no proper",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | tensor a has bytes 8 to 0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,16]}} | tensor a has bytes 0 to 16 of 8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775800,9223372036854775807]}}"
                        + " | tensor a has bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | tensor a of shape [3] does not fit",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}} | tensor a of shape [2] does not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}}"
                        + " | does not fit its 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | the tensors end after 4 of 8 bytes",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
                        + " | tensor b has bytes 4 to 8 of 8, where 8 should follow",
                "{\"a\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[4,8]}} | where 0 should follow",
            })
    void aMalformedHeaderIsRefused(String header, String problem) throws IOException {
        Path file = withHeader(header, 8);
        assertThatIOException()
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageContaining("bad.safetensors")
                .withMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 100, 100_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void anImpossibleHeaderLengthIsRefused(long length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = Files.write(folder.resolve("bad.safetensors"), bytes.array());
        assertThatIOException()
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageContaining("bad.safetensors")
                .withMessageContaining("its header cannot be " + length + " bytes");
    }

    @Test
    void metadataAloneIsAnEmptyFile() throws IOException {
        assertThat(Safetensors.read(withHeader("{\"__metadata__\":{\"format\":\"pt\"}}   ", 0)))
                .isEmpty();
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> Safetensors.read(folder.resolve("none")))
                .isInstanceOf(NoSuchFileException.class)
                .withMessageContaining("none");
    }
}
