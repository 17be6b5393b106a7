package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

/** Weights come from strangers: whatever is in a file, nothing in it runs, and it costs no more than it weighs. */
// In a thread of its own: what never ends does not heed an interrupt.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MaliciousWeightsTest {
    private static final long[] TWO = {2};
    private static final long[] ONE = {1};

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("hostile.pth");
    }

    private static PickleBytes pickle() {
        return new PickleBytes();
    }

    private void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOfAny(UserError.class, IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    // The four of the issue.

    @ParameterizedTest
    @CsvSource({
        "system.pth, posix.system",
        "system-legacy.pth, posix.system",
        "eval.pth, builtins.eval",
        "model.pth, torch.nn.modules.linear.Linear",
        "model-legacy.pth, torch.nn.modules.linear.Linear",
    })
    void aCallThatTorchPickledIsRefusedByName(String name, String problem) {
        Path mark = Path.of("podium-was-here"); // in the working directory, where the file's command would leave it
        assertThat(mark).doesNotExist();
        assertRefused(WeightFileTest.GOLDEN.resolve(name), problem);
        assertThat(mark).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.ProcessBuilder",
                "java.io.File",
                "javax.script.ScriptEngineManager",
                "java.net.URL",
                // What the library would build, had it its way.
                "decimal.Decimal",
                "builtins.complex",
                "__builtin__.bytearray",
                "array.array",
                "datetime.datetime",
                "pytz._UTC",
                "copy_reg._reconstructor",
                "operator.attrgetter",
                "builtins.ValueError",
                "exceptions.Exception",
                "dateutil.tz.tzfile",
                // What Python can be made to do harm with.
                "os.system",
                "subprocess.Popen",
                "builtins.eval",
                "builtins.getattr",
                "builtins.__import__",
                "importlib.import_module",
                "torch.load",
                "torch._utils._rebuild_qtensor",
                "torch.hub.load",
                "torch.storage._load_from_bytes",
                "numpy.load",
                "__torch__evil",
                "torch._utils._rebuild_tensor_v2.x"
            })
    void everyOtherNameIsRefusedHoweverItIsAskedFor(String name) throws IOException {
        String module = name.substring(0, name.lastIndexOf('.') < 0 ? 0 : name.lastIndexOf('.'));
        String last = name.substring(name.lastIndexOf('.') + 1);
        PickleBytes[] ways = {
            pickle().global(module, last).text("/tmp/x").raw(0x85, 'R'),
            pickle().global(module, last),
            pickle().global(module, last).raw(')', 0x81),
            pickle().global(module, last).raw(')', '}', 0x92),
            pickle().text(module).text(last).raw(0x93).text("/tmp/x").raw(0x85, 'R'),
            pickle().raw('(').text("/tmp/x").ascii("i" + module + "\n" + last + "\n"),
            pickle().raw('(').global(module, last).text("/tmp/x").raw('o'),
        };
        for (PickleBytes way : ways) {
            PickleBytes.zip(file(), PickleBytes.besideATensor(way), 8);
            assertRefused(file(), "it asks for " + module + "." + last);
            PickleBytes.legacy(file(), PickleBytes.besideATensor(way), 2, new byte[8]);
            assertRefused(file(), "it asks for " + module + "." + last);
        }
    }

    @Test
    void theLibrarysRegistryIsOutOfReach() throws IOException {
        boolean[] built = {false};
        Unpickler.registerConstructor("hostile", "Registered", arguments -> {
            built[0] = true;
            return "built";
        });
        PickleBytes.zip(
                file(),
                PickleBytes.besideATensor(
                        pickle().global("hostile", "Registered").raw(')', 'R')),
                8);
        assertRefused(file(), "it asks for hostile.Registered");
        assertThat(built[0]).isFalse();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private void assertRefusedCheaply(Path file, String problem) throws IOException {
        long before = allocated();
        assertRefused(file, problem);
        assertThat(allocated() - before).isLessThan((100L << 20) + 60 * Files.size(file));
    }

    private static void deflated(ZipOutputStream zip, String name, byte[] front, long zeros) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(front);
        byte[] block = new byte[1 << 16];
        for (long left = zeros; left > 0; left -= block.length) {
            zip.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    private static byte[] npyHeader(String fields) {
        byte[] text = ("{" + fields + "}\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer header = ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length);
        return header.put(text).array();
    }

    private static byte[] npyHeader(String type, String shape) {
        return npyHeader("'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), ");
    }

    @Test
    void aZipBombIsRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            deflated(zip, "bomb.npy", npyHeader("<f4", "100000000,"), 400_000_000);
        }
        assertThat(Files.size(file())).isLessThan(1 << 20);
        assertRefusedCheaply(file(), "unfolds to more than");
    }

    @Test
    void aTorchZipBombIsRefused() throws IOException {
        long[] shape = {1 << 26};
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            byte[] pickle = pickle().raw('}')
                    .item("weight", pickle().tensor("0", 1 << 26, 0, shape, ONE))
                    .stop();
            deflated(zip, "archive/data.pkl", pickle, 0);
            deflated(zip, "archive/data/0", new byte[0], 1L << 28);
        }
        assertRefusedCheaply(file(), "unfolds to more than");
    }

    @Test
    void aPickleThatInflatesIsRefused() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            deflated(zip, "archive/data.pkl", pickle().stop(), 1L << 28);
        }
        assertRefusedCheaply(file(), "is too long");
    }

    @Test
    void anEntryThatInflatesPastItsDeclaredSizeIsCutThere() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] header = npyHeader("<f4", "2,");
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            deflated(zip, "bomb.npy", header, 100_000_000);
        }
        // The declared size stands in the central directory, 24 bytes from its signature.
        ByteBuffer content = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int directory = content.getInt(content.capacity() - 6);
        assertThat(content.getInt(directory)).isEqualTo(0x02014b50);
        content.putInt(directory + 24, header.length + 8);
        Files.write(file(), content.array());
        long before = allocated();
        assertThat(WeightFile.read(file()).tensors()).containsOnly(Map.entry("bomb", Tensor.filled(0, 2)));
        assertThat(allocated() - before).isLessThan(50L << 20);
    }

    @Test
    void aGzipBombIsRefused() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                out.write(block);
            }
        }
        assertRefusedCheaply(file(), "unfolds to more than");
    }

    static Stream<Arguments> hostileHeaders() {
        String line = "\"#\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
        String improper = "has no proper dtype, shape and data_offsets";
        return Stream.of(
                arguments("objects for a tensor", "{\"a\":[", "{},", improper),
                arguments("lists in lists for a tensor", "{\"a\":", "[", improper),
                arguments("lists in lists for a shape", "{\"a\":{\"shape\":[", "[", improper),
                arguments("objects under another key", "{\"a\":{\"x\":[", "{},", improper),
                arguments("a shape without end", "{\"a\":{\"dtype\":\"F32\",\"shape\":[1", ",1", improper),
                arguments("offsets without end", "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[1", ",1", improper),
                arguments("a number without end", "{\"a\":{\"shape\":[1", "9", "is not JSON"),
                arguments("a name without end", "{\"", "a", "is not JSON"),
                arguments("lists in metadata", "{\"__metadata__\":{\"a\":[", "[],", "other than text under a"),
                arguments("words without end", "{\"__metadata__\":{\"a\":\"", "aaaaaaaa", "is not JSON"),
                arguments("many words", "{\"__metadata__\":{\"first\":\"\"", ",\"#\":\"\"", "more than 100000 entries"),
                arguments("many tensors", "{" + line.replace("#", "first"), "," + line, "more than 100000 entries"),
                arguments("nothing but lists", "{", "[", "is not JSON"));
    }

    /** A few kilobytes, gzipped, become a header of megabytes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileHeaders")
    void aSafetensorsHeaderCostsNoMoreThanItWeighs(String what, String begin, String more, String problem)
            throws IOException {
        StringBuilder text = new StringBuilder(begin);
        for (int i = 0; text.length() < 8_000_000; i++) {
            text.append(more.replace("#", Integer.toString(i, 36)));
        }
        Path plain = PickleBytes.safetensors(folder.resolve("plain"), text.toString());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            Files.copy(plain, out);
        }
        assertRefusedCheaply(file(), problem);
        assertThat(catchThrowable(() -> WeightFile.read(file())).getMessage()).hasSizeLessThan(1000);
    }

    @Test
    void aSafetensorsHeaderThatIsTooLongIsNotRead() throws IOException {
        PickleBytes.safetensors(file(), "{\"a\":[" + "{},".repeat(10_000_000));
        assertRefusedCheaply(file(), "its header cannot be 30000006 bytes");
    }

    static Stream<Arguments> views() {
        long huge = Long.MAX_VALUE;
        return Stream.of(
                arguments(0, new long[] {3}, ONE, "reaches past the 2 numbers of its storage"),
                arguments(1, TWO, ONE, "reaches past"),
                arguments(0, TWO, TWO, "reaches past"),
                arguments(2, ONE, ONE, "reaches past"),
                arguments(-1, TWO, ONE, "none of these may be negative"),
                arguments(0, new long[] {-2}, ONE, "none of these may be negative"),
                arguments(1, TWO, new long[] {-1}, "none of these may be negative"),
                arguments(0, new long[] {-2, -1}, new long[] {1, 1}, "none of these may be negative"),
                arguments(0, TWO, new long[] {1, 1}, "1 dimensions and 2 strides"),
                arguments(0, TWO, new long[] {huge}, "reaches past|more than can be counted"),
                arguments(0, new long[] {3}, new long[] {huge}, "more than can be counted"),
                arguments(huge, TWO, ONE, "more than can be counted"),
                arguments(0, new long[] {huge, huge}, new long[] {0, 0}, "more than can be counted"),
                arguments(0, new long[] {1L << 32, 1L << 32}, new long[] {1, 1}, "more than can be counted"),
                arguments(0, new long[] {1L << 40}, new long[] {0}, "more than 2.31 numbers"),
                arguments(0, new long[] {1 << 30}, new long[] {0}, "unfolds to more than"),
                arguments(0, new long[65], new long[65], "a tensor has 65 dimensions"));
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewThatLeavesItsStorageIsRefused(long offset, long[] shape, long[] stride, String problem)
            throws IOException {
        byte[] pickle = pickle().raw('}')
                .item("weight", pickle().tensor("0", 2, offset, shape, stride))
                .stop();
        for (Path hostile : new Path[] {
            PickleBytes.zip(file(), pickle, 8), PickleBytes.legacy(folder.resolve("l"), pickle, 2, new byte[8])
        }) {
            assertThat(catchThrowable(() -> WeightFile.read(hostile)))
                    .isInstanceOfAny(UserError.class, IOException.class)
                    .message()
                    .containsPattern(problem);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 61, (1L << 62) + 2})
    void aStorageOfAnotherSizeThanDeclaredIsRefused(long count) throws IOException {
        byte[] pickle = pickle().raw('}')
                .item("weight", pickle().tensor("0", count, 0, ONE, ONE))
                .stop();
        assertRefused(PickleBytes.zip(file(), pickle, 8), "declared");
        assertRefused(PickleBytes.legacy(file(), pickle, 2, new byte[8]), "declared");
        if (count > 2 || count < 0) {
            assertRefused(PickleBytes.legacy(file(), pickle, count, new byte[8]), "declared");
        }
    }

    @Test
    void manyViewsOfOneStorageAreRefused() throws IOException {
        PickleBytes pickle = pickle().raw('}');
        for (int i = 0; i < 5000; i++) {
            pickle.item("w" + i, pickle().tensor("0", 1 << 18, 0, new long[] {1 << 18}, ONE));
        }
        PickleBytes.zip(file(), pickle.stop(), 1 << 20);
        assertRefusedCheaply(file(), "unfolds to more than");
    }

    // The pickle machine.

    static Stream<Arguments> brokenPickles() {
        return Stream.of(
                arguments("os through a tensor's hooks", pickle().global("posix", "system"), "posix.system"),
                arguments("a call of text", pickle().text("os.system").raw(')', 'R'), "broken"),
                arguments(
                        "a call without a tuple",
                        pickle().global("torch", "Size").raw('}', 'R'),
                        "broken"),
                arguments(
                        "a call of a storage's type",
                        pickle().global("torch", "FloatStorage").raw(')', 'R'),
                        "calls"),
                arguments(
                        "a tensor of nothing",
                        pickle().global("torch._utils", "_rebuild_tensor_v2").raw(')', 'R'),
                        "broken"),
                arguments(
                        "a parameter of text",
                        pickle().global("torch._utils", "_rebuild_parameter")
                                .text("a")
                                .raw(0x85, 'R'),
                        "broken"),
                arguments("names that are no text", pickle().raw('K', 1, 'K', 2, 0x93), "broken"),
                arguments("setstate of text", pickle().text("a").raw('}', 'b'), "gives attributes to what has none"),
                arguments("setstate of a list", pickle().raw(']', '}', 'b'), "gives attributes to what has none"),
                arguments("EXT1", pickle().raw(0x82, 1), "opcode 0x82"),
                arguments("EXT2", pickle().raw(0x83, 1, 0), "opcode 0x83"),
                arguments("EXT4", pickle().raw(0x84, 1, 0, 0, 0), "opcode 0x84"),
                arguments("NEWOBJ_EX", pickle().global("torch", "Size").raw(')', '}', 0x92), "opcode 0x92"),
                arguments("PERSID", pickle().ascii("P0\n"), "opcode 0x50"),
                arguments("INT", pickle().ascii("I" + "9".repeat(100_000) + "\n"), "opcode 0x49"),
                arguments("LONG", pickle().ascii("L" + "9".repeat(100_000) + "L\n"), "opcode 0x4c"),
                arguments("NEXT_BUFFER", pickle().raw(0x97), "opcode 0x97"),
                arguments("no opcode", pickle().raw(0xff), "opcode 0xff"),
                arguments("an id that is text", pickle().text("0").raw('Q'), "in no way that torch does"),
                arguments("an id of a module", pickle().text("module").raw(0x85, 'Q'), "it holds a pickled model"),
                arguments("an id of nothing", pickle().raw(')', 'Q'), "in no way that torch does"),
                arguments("an id of a list", pickle().raw(']', 'Q'), "in no way that torch does"),
                arguments(
                        "an id with a wrong type",
                        pickle().raw('(')
                                .text("storage")
                                .global("torch", "Size")
                                .text("0")
                                .text("cpu")
                                .whole(2)
                                .raw('t', 'Q'),
                        "in no way that torch does"),
                arguments(
                        "an id with a view",
                        pickle().raw('(')
                                .text("storage")
                                .global("torch", "FloatStorage")
                                .text("0")
                                .text("cpu")
                                .whole(2)
                                .tuple(1, 2)
                                .raw('t', 'Q'),
                        "in no way that torch does"),
                arguments(
                        "an id with a key of numbers",
                        pickle().raw('(')
                                .text("storage")
                                .global("torch", "FloatStorage")
                                .whole(0)
                                .text("cpu")
                                .whole(2)
                                .raw('t', 'Q'),
                        "in no way that torch does"),
                arguments(
                        "an id without a count",
                        pickle().raw('(')
                                .text("storage")
                                .global("torch", "FloatStorage")
                                .text("0")
                                .text("cpu")
                                .text("2")
                                .raw('t', 'Q'),
                        "not a whole number"),
                arguments(
                        "one storage of two types",
                        pickle().raw('(')
                                .text("storage")
                                .global("torch", "HalfStorage")
                                .text("0")
                                .text("cpu")
                                .whole(2)
                                .raw('t', 'Q'),
                        "declared in two ways"),
                arguments("BINUNICODE of 2 GB", pickle().raw('X').little(0x7fff_ffffL, 4), "are to follow"),
                arguments("BINUNICODE below 0", pickle().raw('X').little(0xffff_ffffL, 4), "are to follow"),
                arguments("BINUNICODE8 of 1 TB", pickle().raw(0x8d).little(1L << 40, 8), "are to follow"),
                arguments("BINUNICODE8 below 0", pickle().raw(0x8d).little(-1, 8), "are to follow"),
                arguments("BINBYTES of 2 GB", pickle().raw('B').little(0x7fff_ffffL, 4), "are to follow"),
                arguments("BINBYTES8 of 1 TB", pickle().raw(0x8e).little(1L << 40, 8), "are to follow"),
                arguments("BYTEARRAY8 of 1 TB", pickle().raw(0x96).little(1L << 40, 8), "opcode 0x96"),
                arguments("BINSTRING of 2 GB", pickle().raw('T').little(0x7fff_ffffL, 4), "are to follow"),
                arguments("LONG4 of 2 GB", pickle().raw(0x8b).little(0x7fff_ffffL, 4), "are to follow"),
                arguments("LONG1 of more than there is", pickle().raw(0x8a, 255, 1), "are to follow"),
                arguments("a memo that is not there", pickle().raw('j').little(77, 4), "broken"),
                arguments("a mark that is not there", pickle().repeat(3, "t"), "broken"),
                arguments("an empty stack", pickle().repeat(9, "0"), "opcode 0x30"),
                arguments("a list for a key", pickle().raw('}', ']', 'N', 's'), "key is a list"),
                arguments(
                        "a list that holds itself for a key",
                        pickle().raw('}', ']', 'q', 1, 'h', 1, 'a', 'N', 's'),
                        "key is a list"),
                arguments(
                        "an odd number of items",
                        pickle().raw('}', '(').text("a").raw('u'),
                        "broken"),
                arguments("items for a list", pickle().raw(']').text("a").raw('N', 's'), "broken"),
                arguments("an item for a dictionary", pickle().raw('}', 'N', 'a'), "broken"),
                arguments("protocol 200", pickle().raw(0x80, 200), "broken"),
                arguments(
                        "a size that is text",
                        pickle().global("torch._utils", "_rebuild_tensor")
                                .raw('(')
                                .storage("0", 2)
                                .whole(0)
                                .text("a")
                                .tuple(1)
                                .raw('t', 'R'),
                        "broken"),
                arguments(
                        "a size of halves",
                        pickle().global("torch._utils", "_rebuild_tensor")
                                .raw('(')
                                .storage("0", 2)
                                .whole(0)
                                .raw('(', 'G')
                                .little(0, 8)
                                .raw('t')
                                .tuple(1)
                                .raw('t', 'R'),
                        "not a whole number"),
                arguments("a tensor of the other sign", marked("neg"), "negated or conjugated"),
                arguments("a conjugated tensor", marked("conj"), "negated or conjugated"),
                arguments("a long step", pickle().repeat(3_000_001, ")").raw('a'), "steps"));
    }

    /** What {@code torch.save} writes of {@code torch._neg_view(tensor)}. */
    private static PickleBytes marked(String mark) {
        return tensorWith(pickle().raw('}').text(mark).raw(0x88, 's'));
    }

    private static PickleBytes tensorWith(PickleBytes marks) {
        return pickle().global("torch._utils", "_rebuild_tensor_v2")
                .raw('(')
                .storage("0", 2)
                .whole(0)
                .tuple(2)
                .tuple(1)
                .raw(0x89, '}')
                .then(marks)
                .raw('t', 'R');
    }

    @ParameterizedTest
    @ValueSource(chars = {'N', '}'})
    void aTensorWithoutMarksIsRead(char none) throws IOException {
        byte[] pickle = PickleBytes.besideATensor(tensorWith(pickle().raw(none)));
        assertThat(WeightFile.read(PickleBytes.zip(file(), pickle, 8)).tensors())
                .containsOnlyKeys("weight", "extra");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenPickles")
    void aBrokenPickleIsRefused(String what, PickleBytes hostile, String problem) throws IOException {
        byte[] pickle = PickleBytes.besideATensor(hostile);
        assertRefusedCheaply(PickleBytes.zip(file(), pickle, 8), problem);
        assertRefusedCheaply(PickleBytes.legacy(file(), pickle, 2, new byte[8]), problem);
    }

    static Stream<Arguments> harmless() {
        PickleBytes laughs = pickle().raw('(', ')', 'q', 9);
        for (int i = 0; i < 100; i++) {
            laughs.raw('h', 9, 'h', 9, 0x86, 'q', 9);
        }
        return Stream.of(
                arguments("tuples in tuples, doubled a hundred times", laughs.raw('t')),
                arguments("a million tuples in each other", pickle().raw(')').repeat(1_000_000, "\u0085")),
                arguments("a list that holds itself", pickle().raw(']', 'q', 1, 'h', 1, 'a')),
                arguments("a memo of a million places", pickle().raw('N').repeat(1_000_000, "\u0094")),
                arguments(
                        "attributes of an object",
                        pickle().global("argparse", "Namespace").raw(')', 0x81, '}', 'b')));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void whatOnlyLooksLargeCostsLittle(String what, PickleBytes value) throws IOException {
        PickleBytes.zip(file(), PickleBytes.besideATensor(value), 8);
        long before = allocated();
        assertThat(WeightFile.read(file()).tensors()).containsOnlyKeys("weight");
        assertThat(allocated() - before).isLessThan(300L << 20);
    }

    @Test
    void aDictionaryThatIsItsOwnWrapperEnds() throws IOException {
        byte[] pickle = pickle().raw('}', 'q', 1).text("model").raw('h', 1, 's').stop();
        assertRefused(
                PickleBytes.zip(file(), pickle, 8),
                "it holds no tensors where they are looked for; its keys are model");
    }

    @Test
    void wrappersThatBranchWithoutEndEnd() throws IOException {
        PickleBytes pickle = pickle().raw('}', 'q', 1);
        for (String wrapper : new String[] {"state_dict", "model", "params", "ema"}) {
            pickle.text(wrapper).raw('h', 1, 's');
        }
        assertRefused(PickleBytes.zip(file(), pickle.stop(), 8), "no tensors");
    }

    @Test
    void modulesThatShareTheirPartsWithoutEndAreRefused() throws IOException {
        PickleBytes pickle = pickle().global("__torch__", "M").raw(')', 0x81);
        for (int depth = 0; depth < 30; depth++) {
            pickle.raw('q', 2)
                    .global("__torch__", "M")
                    .raw(')', 0x81, '}')
                    .text("a")
                    .raw('h', 2, 's')
                    .text("b")
                    .raw('h', 2, 's', 'b');
        }
        assertRefused(PickleBytes.zip(file(), pickle.stop(), 8), "its modules have more than");
        byte[] itself = pickle().global("__torch__", "M")
                .raw(')', 0x81, 'q', 1, '}')
                .text("me")
                .raw('h', 1, 's', 'b')
                .stop();
        assertRefused(PickleBytes.zip(file(), itself, 8), "its modules are nested more than");
    }

    // The containers.

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] array = npyHeader("<f4", "0,");
            PickleBytes.stored(zip, "a.npy", array);
            PickleBytes.stored(zip, "b.npy", array);
        }
        String twice = bytes.toString(StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
        Files.write(file(), twice.getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file(), "it has two entries a.npy");
    }

    @Test
    void anEntryDeclaredToBeFourGigabytesIsRefused() throws IOException {
        PickleBytes.zip(file(), pickle().raw('}').stop(), 8);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        int directory = content.getInt(content.capacity() - 6);
        for (int size : new int[] {-1, -2}) {
            content.putInt(directory + 24, size);
            Files.write(file(), content.array());
            assertRefused(file(), "its pickle of " + Integer.toUnsignedString(size) + " bytes is too long");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'descr': '!O', 'fortran_order': False, 'shape': (1,) | of type",
                "'descr': '<c8', 'fortran_order': False, 'shape': (1,) | type <c8",
                "'descr': '<U1', 'fortran_order': False, 'shape': (1,) | type <U1",
                "'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,) | not understood",
                "'descr': '<f4', 'fortran_order': False, 'shape': (-1,) | not understood",
                "'descr': '<f4', 'fortran_order': __import__('os'), 'shape': (1,) | not understood",
                "'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,) | not understood",
                "'descr': '<f4', 'fortran_order': False, 'shape': (3,) | reaches past",
                "'descr': '<f4', 'fortran_order': True, 'shape': (3,) | reaches past",
                "'descr': '<f4', 'fortran_order': False, 'shape': (999999999999999999, 999999999999999999,) | counted",
                "'fortran_order': False, 'shape': (2,) | not understood",
            })
    void aMalformedNpyHeaderIsRefused(String fields, String problem) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            byte[] header = npyHeader(fields.replace('!', '|'));
            PickleBytes.stored(
                    zip,
                    "a.npy",
                    ByteBuffer.allocate(header.length + 8).put(header).array());
        }
        assertRefused(file(), file() + ": tensor a: ");
        assertRefused(file(), problem);
    }

    @Test
    void aHeaderThatTriesThePatternsPatienceEnds() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            PickleBytes.stored(zip, "a.npy", npyHeader("<f4", "1".repeat(30_000)));
        }
        assertRefused(file(), "not understood");
    }

    static Stream<String> samples() throws IOException {
        return Stream.concat(
                WeightFileTest.files().filter(file -> !file.startsWith("arrays")),
                Stream.of("../safetensors/mixed.safetensors", "arrays-deflated.npz"));
    }

    /** Any damage ends in a reading or in a told refusal. The bytes most worth damaging are the first and the last. */
    @ParameterizedTest
    @MethodSource("samples")
    void aDamagedFileIsReadOrRefused(String name) throws IOException {
        byte[] whole = Files.readAllBytes(WeightFileTest.GOLDEN.resolve(name));
        SplittableRandom random = new SplittableRandom(31 + name.hashCode());
        Map<Class<?>, Integer> ends = new LinkedHashMap<>();
        for (int trial = 0; trial < 200; trial++) {
            byte[] damaged = trial % 8 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = random.nextInt(1, 4); flips > 0 && damaged.length > 0; flips--) {
                int range = random.nextInt(3) == 0 ? Math.min(damaged.length, 600) : damaged.length;
                int at = random.nextBoolean() ? random.nextInt(range) : damaged.length - 1 - random.nextInt(range);
                damaged[at] =
                        random.nextBoolean() ? (byte) (damaged[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
            }
            Files.write(file(), damaged);
            Throwable thrown = catchThrowable(() -> WeightFile.read(file()));
            if (thrown != null) {
                assertThat(thrown).as("trial %d", trial).isInstanceOfAny(UserError.class, IOException.class);
            }
            ends.merge(thrown == null ? Weights.class : thrown.getClass(), 1, Integer::sum);
        }
        assertThat(ends.size() - (ends.containsKey(Weights.class) ? 1 : 0))
                .as("kinds of refusal")
                .isPositive();
        if (!name.endsWith(".gz")) {
            // What is gzipped has a checksum that finds all damage but that of the header.
            assertThat(ends).containsKey(Weights.class);
        }
    }
}
