package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

/** Files that torch and NumPy wrote, held against what these say is in them. */
class WeightFileTest {
    static final Path GOLDEN = Path.of("src/test/resources/golden/weights");

    private static final Map<String, String> DTYPES = Map.of(
            "float64",
            "F64",
            "float32",
            "F32",
            "float16",
            "F16",
            "bfloat16",
            "BF16",
            "int64",
            "I64",
            "int32",
            "I32",
            "int16",
            "I16",
            "int8",
            "I8",
            "uint8",
            "U8",
            "bool",
            "BOOL");

    @TempDir
    private Path folder;

    static JsonNode expected() throws IOException {
        return new ObjectMapper().readTree(GOLDEN.resolve("expected.json").toFile());
    }

    static Stream<String> files() throws IOException {
        return expected().properties().stream()
                .filter(entry -> entry.getValue().has("tensors"))
                .map(Map.Entry::getKey);
    }

    private static Map<String, Tensor> tensors(JsonNode expected, boolean floating) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : expected.path("tensors").properties()) {
            JsonNode node = entry.getValue();
            if (DType.valueOf(DTYPES.get(node.path("dtype").asText())).floating() != floating) {
                continue;
            }
            float[] values = new float[node.path("values").size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) node.path("values").path(i).asDouble();
            }
            tensors.put(entry.getKey(), new Tensor(shape(node), values));
        }
        return tensors;
    }

    private static long[] shape(JsonNode node) {
        return StreamSupport.stream(node.path("shape").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyNumberIsTorchs(String file) throws IOException {
        JsonNode expected = expected().path(file);
        Weights weights = WeightFile.read(GOLDEN.resolve(file));
        assertThat(weights.tensors()).isNotEmpty().containsExactlyInAnyOrderEntriesOf(tensors(expected, true));
        assertThat(weights.integers()).containsExactlyInAnyOrderEntriesOf(tensors(expected, false));
        assertThat(weights.format()).isEqualTo(expected.path("format").asText());
        assertThat(weights.wrapper()).isEqualTo(expected.path("wrapper").asText());
        assertThat(weights.prefix()).isEqualTo(expected.path("prefix").asText());
    }

    @ParameterizedTest
    @MethodSource("files")
    void inspectionTellsTypesAndShapes(String file) throws IOException {
        List<String> expected = new ArrayList<>();
        expected()
                .path(file)
                .path("tensors")
                .properties()
                .forEach(entry -> expected.add(entry.getKey() + " "
                        + DTYPES.get(entry.getValue().path("dtype").asText()) + " "
                        + new Tensor(shape(entry.getValue()), new float[(int) Tensor.size(shape(entry.getValue()))])));
        assertThat(WeightFile.inspect(GOLDEN.resolve(file)))
                .extracting(entry -> entry.name() + " " + entry.dtype() + " "
                        + new Tensor(entry.shape(), new float[(int) Tensor.size(entry.shape())]))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    static Stream<Path> packable() throws IOException {
        return Stream.concat(
                files().filter(file -> !file.endsWith(".gz")).map(GOLDEN::resolve),
                Stream.of(GOLDEN.resolveSibling("safetensors").resolve("mixed.safetensors")));
    }

    @ParameterizedTest
    @MethodSource("packable")
    void everyFormatIsReadGzippedToo(Path file) throws IOException {
        Path packed = folder.resolve("packed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
        Weights plain = WeightFile.read(file);
        assertThat(WeightFile.read(packed))
                .isEqualTo(new Weights(
                        packed.toString(),
                        plain.format() + ", gzipped",
                        plain.tensors(),
                        plain.integers(),
                        plain.wrapper(),
                        plain.prefix(),
                        plain.metadata()));
        assertThat(WeightFile.summary(packed).format()).isEqualTo(plain.format() + ", gzipped");
    }

    /** The header's length, its first bytes, is what a zip, a gzipped file and a pickle begin with. */
    @ParameterizedTest
    @ValueSource(ints = {0x4b50, 0x8b1f, 0x0280})
    void safetensorsIsNotTakenForAnotherFormat(int length) throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}";
        Path file = PickleBytes.safetensors(folder.resolve("a"), header + " ".repeat(length - header.length()));
        assertThat(WeightFile.read(file).format()).isEqualTo("safetensors");
        assertThat(WeightFile.read(file).tensors()).containsOnlyKeys("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F32", "I64"})
    void namesThatMeetWithoutTheirPrefixAreRefused(String prefixed) throws IOException {
        String line = "\"%s\":{\"dtype\":\"%s\",\"shape\":[0],\"data_offsets\":[0,0]}";
        // The prefix is that of the tensors of fractions.
        String header = "{" + line.formatted("module.a", "F32") + "," + line.formatted("module.n", prefixed) + ","
                + line.formatted("n", "I64") + "}";
        Path file = PickleBytes.safetensors(folder.resolve("a"), header);
        assertThatIOException()
                .isThrownBy(() -> WeightFile.read(file))
                .withMessage(file + ": it has two tensors n, one with module. before it");
        assertThatIOException().isThrownBy(() -> WeightFile.inspect(file)).withMessageContaining("two tensors n");
    }

    /** As on Windows, while a file that was mapped into memory cannot be removed. */
    @Test
    void whatCannotBeRemovedYetIsNoReasonToFail() throws IOException {
        Path stays = Files.createDirectory(folder.resolve("stays"));
        Files.createFile(stays.resolve("in it"));
        WeightFile.remove(stays);
        assertThat(stays).exists();
    }

    @Test
    void safetensorsComesWithItsMetadata() throws IOException {
        Path file = GOLDEN.resolveSibling("safetensors").resolve("mixed.safetensors");
        Weights weights = WeightFile.read(file);
        assertThat(weights.format()).isEqualTo("safetensors");
        assertThat(weights.tensors()).isEqualTo(Safetensors.read(file)).hasSize(6);
        assertThat(weights.integers()).containsOnlyKeys("bn1.num_batches_tracked");
        assertThat(weights.metadata()).containsOnly(Map.entry("format", "pt"), Map.entry("note", "grüße"));
    }

    @ParameterizedTest
    @CsvSource({
        "module.a module.b.c,                       module.,                  a b.c",
        "_orig_mod.module.a _orig_mod.module.b,     _orig_mod.module.,        a b",
        "module.model.a module.model.b,             module.model.,            a b",
        "backbone.a backbone.b,                     backbone.,                a b",
        "backbone.a fc.weight,                      '',                       backbone.a fc.weight",
        "model.a module.a,                          '',                       model.a module.a",
        "module. module.a,                          '',                       module. module.a",
        "model.model.a model.b,                     model.,                   model.a b",
        "modules.a modules.b,                       '',                       modules.a modules.b",
    })
    void aPrefixThatAllNamesShareIsCutOff(String names, String prefix, String cut) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names.split(" ")) {
            tensors.put(name, Tensor.filled(tensors.size(), 2));
        }
        Path file = folder.resolve("a");
        Safetensors.write(file, tensors);
        Weights weights = WeightFile.read(file);
        assertThat(weights.prefix()).isEqualTo(prefix);
        assertThat(weights.tensors().keySet()).containsExactly(cut.split(" "));
    }

    private static Weights weights() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", Tensor.filled(1, 2, 3));
        tensors.put("conv.bias", Tensor.filled(2, 2));
        tensors.put("fc.weight", Tensor.filled(3, 1000, 2));
        return new Weights("some.pth", "torch zip", tensors, Map.of("steps", Tensor.filled(7)), "", "", Map.of());
    }

    @Test
    void aFitIsInTheNetworksOrderAndLeavesTheHeadOut() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("conv.bias", new long[] {2});
        shapes.put("fc.weight", new long[] {10, 2});
        shapes.put("fc.bias", new long[] {10});
        shapes.put("conv.weight", new long[] {2, 3});
        assertThat(weights().fit(shapes, name -> name.startsWith("fc.")))
                .containsExactly(
                        Map.entry("conv.bias", Tensor.filled(2, 2)), Map.entry("conv.weight", Tensor.filled(1, 2, 3)));
    }

    @Test
    void aMisfitIsToldAtOnce() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("conv.bias", new long[] {5});
        shapes.put("steps", new long[0]);
        shapes.put("bn.weight", new long[] {2});
        shapes.put("conv.weight", new long[] {3, 2});
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> weights().fit(shapes, name -> false))
                .withMessage("""
                        some.pth: these weights are not the network's
                          missing (2): steps (there, but of whole numbers), bn.weight
                          unexpected (1): fc.weight
                          of another shape (2): conv.bias is [2], expected [5]; conv.weight is [2, 3], expected [3, 2]""");
    }

    @ParameterizedTest
    @CsvSource({
        "'', it is in no format",
        "hello world, it is in no format",
        "PK and nothing, zip",
    })
    void whatIsNoWeightsFileIsRefused(String content, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.pth"), content);
        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOfAny(UserError.class, IOException.class)
                .hasMessageContaining("notes.pth: ")
                .hasMessageContaining(problem);
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatIOException()
                .isThrownBy(() -> WeightFile.read(folder.resolve("none.pth")))
                .isInstanceOf(NoSuchFileException.class)
                .withMessageContaining("none.pth");
    }

    /** Sums as {@code sum(t.double().sum() for t in floating tensors)} gives them; see make_goldens.py. */
    @ParameterizedTest
    @CsvSource({
        "weights-mobilenetv1-025/model_best.pth.tar, 137, 2764.733729300, state_dict",
        "weights-cifar10-resnet/pretrained_models/resnet20-12fca82f.th, 97, 139.782649560, state_dict",
        "weights-cifar10-resnet/pretrained_models/resnet32-d509ac18.th, 157, 721.517890028, state_dict",
        "weights-cifar10-resnet/pretrained_models/resnet44-014dd654.th, 217, 1107.791479493, state_dict",
        "weights-cifar10-resnet/pretrained_models/resnet56-4bfd9763.th, 277, 1427.879011697, state_dict",
    })
    void publishedLegacyFilesHaveTorchsSums(String file, int count, double sum, String wrapper) throws IOException {
        Path path =
                SharedData.folder(file.substring(0, file.indexOf('/'))).resolve(file.substring(file.indexOf('/') + 1));
        Weights weights = WeightFile.read(path);
        assertThat(weights.format()).isEqualTo("torch legacy pickle");
        assertThat(weights.wrapper()).isEqualTo(wrapper);
        assertThat(weights.prefix()).isEqualTo("module.");
        assertThat(weights.tensors()).hasSize(count);
        double found = 0;
        for (Tensor tensor : weights.tensors().values()) {
            for (float value : tensor.values()) {
                found += value;
            }
        }
        assertThat(found).isCloseTo(sum, offset(1e-6));
    }
}
