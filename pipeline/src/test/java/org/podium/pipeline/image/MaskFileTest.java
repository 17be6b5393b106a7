package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.run.Hashes;

/** Against what Pillow reads, see golden/masks/make_goldens.py. */
class MaskFileTest {
    private static final MaskCoding INDICES = values(0, 1, 2, 3);
    private static final MaskCoding COLORS =
            new MaskCoding(true, List.of(0x000000, 0x804080, 0x464647, 0xFFFFFF), Optional.empty());

    @TempDir
    private Path folder;

    private static MaskCoding values(Integer... values) {
        return new MaskCoding(false, List.of(values), Optional.empty());
    }

    private static JsonNode goldens() throws IOException {
        try (InputStream in = MaskFileTest.class.getResourceAsStream("/golden/masks/masks.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private Path golden(String name) throws IOException {
        try (InputStream in = MaskFileTest.class.getResourceAsStream("/golden/masks/" + name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private static int[][] expected() throws IOException {
        return new ObjectMapper().treeToValue(goldens().get("indices"), int[][].class);
    }

    /** The rows of a mask. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private static int[][] read(Path file, MaskCoding coding) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            return rows(MaskFile.read(file, coding));
        }
    }

    private static int[][] rows(Mat mask) {
        assertThat(mask.type()).isEqualTo(opencv_core.CV_8UC1);
        int[][] rows = new int[mask.rows()][mask.cols()];
        byte[] line = new byte[mask.cols()];
        for (int y = 0; y < rows.length; y++) {
            mask.ptr(y).get(line);
            for (int x = 0; x < line.length; x++) {
                rows[y][x] = line[x] & 0xFF;
            }
        }
        return rows;
    }

    /** What is seen of an image that lies on its left side. */
    private static int[][] upright(int[][] rows) {
        return IntStream.range(0, rows[0].length)
                .mapToObj(x -> IntStream.range(0, rows.length)
                        .map(y -> rows[rows.length - 1 - y][x])
                        .toArray())
                .toArray(int[][]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"palette2.png", "palette8.png", "palette8.bmp", "palette-transparent.png"})
    void ofAPaletteTheIndicesCount(String name) throws IOException {
        assertThat(read(golden(name), INDICES)).isDeepEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey8.png", "grey8.tif", "grey-alpha.png"})
    void greyValuesAreLookedUp(String name) throws IOException {
        assertThat(read(golden(name), values(0, 60, 120, 180))).isDeepEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grey16.png", "grey16.tif"})
    void soAreThoseOfSixteenBits(String name) throws IOException {
        assertThat(read(golden(name), values(0, 300, 600, 900))).isDeepEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rgb.png", "rgb.bmp", "rgb.tif", "rgba.png", "palette2.png", "palette8.png", "palette8.bmp"})
    void coloursAreLookedUpInTheirTable(String name) throws IOException {
        assertThat(read(golden(name), COLORS)).isDeepEqualTo(expected());
    }

    /** White of one bit is 1 for one program and 255 for another. */
    @Test
    void whiteOfOneBitIsOneOrElse255() throws IOException {
        int[][] odd = Arrays.stream(expected())
                .map(row -> Arrays.stream(row).map(index -> index % 2).toArray())
                .toArray(int[][]::new);
        assertThat(read(golden("bilevel.png"), values(0, 1))).isDeepEqualTo(odd);
        assertThat(read(golden("bilevel.png"), values(0, 255))).isDeepEqualTo(odd);
        assertThat(read(golden("bilevel.png"), values(0, 255, 1))[0]).containsExactly(0, 0, 0, 2, 2, 2, 0, 0, 0);
    }

    @Test
    void theIgnoredValueBecomes255() throws IOException {
        MaskCoding coding = new MaskCoding(false, List.of(3, 0, 1), Optional.of(2));
        int[] meaning = {1, 2, MaskCoding.IGNORED, 0};
        int[][] mask = Arrays.stream(expected())
                .map(row -> Arrays.stream(row).map(index -> meaning[index]).toArray())
                .toArray(int[][]::new);
        assertThat(read(golden("palette8.png"), coding)).isDeepEqualTo(mask);
    }

    @ParameterizedTest
    @CsvSource({"turned-rgb.png, true", "turned-palette.png, true", "turned-palette.png, false"})
    void theExifOrientationIsAppliedToMasksAsToImages(String name, boolean colors) throws IOException {
        assertThat(read(golden(name), colors ? COLORS : INDICES)).isDeepEqualTo(upright(expected()));
        try (Mat image = ImageFile.read(golden(name))) {
            assertThat(List.of(image.rows(), image.cols())).containsExactly(9, 7);
        }
    }

    /** As OpenCV does, which is asked by an image of every orientation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOrientationIsAsForImages(int orientation) throws IOException {
        byte[] palette = Files.readAllBytes(golden("turned-palette.png"));
        byte[] rgb = Files.readAllBytes(golden("turned-rgb.png"));
        Path left = Files.write(folder.resolve("palette.png"), withOrientation(palette, orientation));
        Path right = Files.write(folder.resolve("rgb.png"), withOrientation(rgb, orientation));
        assertThat(read(left, INDICES)).isDeepEqualTo(read(right, COLORS));
        assertThat(read(left, COLORS)).hasDimensions(orientation > 4 ? 9 : 7, orientation > 4 ? 7 : 9);
    }

    private static byte[] withOrientation(byte[] png, int orientation) {
        byte[] changed = png.clone();
        int entry = new String(png, StandardCharsets.ISO_8859_1).indexOf("eXIf") + 4 + 8 + 2;
        boolean little = changed[entry - 10] == 'I';
        changed[entry + 8 + (little ? 0 : 1)] = (byte) orientation;
        CRC32 crc = new CRC32();
        int start = entry - 14;
        int length = ByteBuffer.wrap(png).getInt(start - 4);
        crc.update(changed, start, length + 4);
        ByteBuffer.wrap(changed).putInt(start + 4 + length, (int) crc.getValue());
        return changed;
    }

    @Test
    void anUnknownValueIsToldWithItsPlace() throws IOException {
        assertProblem(
                golden("palette8.png"),
                values(0, 1, 3),
                "value 2 at x 6, y 0 is of no class; the class table has the values 0, 1, 3");
        assertProblem(
                golden("grey8.png"),
                new MaskCoding(false, List.of(0, 120), Optional.of(180)),
                "value 60 at x 3, y 0 is of no class; the class table has the values 0, 120, and ignores 180");
        assertProblem(
                golden("grey16.png"),
                values(IntStream.range(0, 13).boxed().toArray(Integer[]::new)),
                "value 300 at x 3, y 0 is of no class; the class table has 13 other values");
        assertProblem(
                golden("rgb.png"),
                new MaskCoding(true, List.of(0x000000, 0x804080), Optional.of(0xFFFFFF)),
                "colour [70, 70, 71] at x 6, y 0 is of no class; the class table has the colours [0, 0, 0],"
                        + " [128, 64, 128], and ignores [255, 255, 255]");
        assertProblem(
                golden("rgb.png"),
                INDICES,
                "colour [128, 64, 128] at x 3, y 0 is of no class; the class table has the values 0, 1, 2, 3");
    }

    private static void assertProblem(Path file, MaskCoding coding, String problem) {
        assertThatThrownBy(() -> read(file, coding))
                .isInstanceOf(BadImageException.class)
                .hasMessage(file + ": " + problem);
    }

    @Test
    void grayOfThreeEqualColoursIsGrey() throws IOException {
        byte[] png = Encoded.of(".png", 5, 4, 3, (x, y, channel) -> x % 4 * 60);
        int[][] mask = read(Files.write(folder.resolve("grey.png"), png), values(0, 60, 120, 180));
        assertThat(mask[3]).containsExactly(0, 1, 2, 3, 0);
        byte[] grey = Encoded.of(".png", 5, 4, 1, (x, y, channel) -> x % 2 * 255);
        mask = read(
                Files.write(folder.resolve("grey.png"), grey),
                new MaskCoding(true, List.of(0xFFFFFF, 0), Optional.empty()));
        assertThat(mask[3]).containsExactly(1, 0, 1, 0, 1);
    }

    @Test
    void formatsThatChangeValuesAreRefused() throws IOException {
        for (String suffix : List.of("jpg", "webp")) {
            byte[] bytes = Encoded.of("." + suffix, 16, 16, 3, Encoded.patches(1));
            assertProblem(
                    Files.write(folder.resolve("mask." + suffix), bytes),
                    INDICES,
                    "a " + suffix.replace("jpg", "jpeg").toUpperCase(Locale.ROOT)
                            + " file may change the values of a mask, expected PNG, BMP or TIFF");
        }
        assertProblem(
                Files.write(folder.resolve("mask.pgm"), Encoded.of(".pgm", 16, 16, 1, Encoded.patches(1))),
                INDICES,
                "no format of masks, expected PNG, BMP or TIFF");
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        byte[] palette = Files.readAllBytes(golden("palette8.png"));
        byte[] grey = Files.readAllBytes(golden("grey8.png"));
        for (byte[] png : List.of(palette, grey)) {
            assertProblem(
                    Files.write(folder.resolve("cut.png"), Arrays.copyOf(png, png.length - 14)),
                    INDICES,
                    "the image is truncated");
        }
        assertProblem(Files.write(folder.resolve("empty.png"), new byte[0]), INDICES, "the file is empty");
        assertProblem(
                Files.writeString(folder.resolve("text.png"), "no image at all"),
                INDICES,
                "this is no image that podium can decode");
        assertProblem(golden("grey16.png"), COLORS, "expected a mask in colours of 8 bits, as the classes have");
        try (Mat deep = new Mat(4, 4, opencv_core.CV_16UC3);
                BytePointer out = new BytePointer()) {
            assertThat(opencv_imgcodecs.imencode(".png", deep, out)).isTrue();
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            assertProblem(
                    Files.write(folder.resolve("deep.png"), bytes),
                    INDICES,
                    "expected a mask of grey values of at most 16 bits, or of a palette");
        }
    }

    @Test
    @SuppressWarnings("try") // the scope frees what is made inside it
    void whatIsEncodedReadsBackEqual() throws IOException {
        List<MaskCoding> codings = List.of(
                INDICES,
                values(255, 7, 0, 1),
                values(65_535, 256, 0, 258),
                COLORS,
                new MaskCoding(true, List.of(0x010203, 0x030201, 0x020103, 0), Optional.of(0xFF0000)));
        SplittableRandom random = new SplittableRandom(5);
        try (PointerScope scope = new PointerScope()) {
            Mat mask = new Mat(31, 17, opencv_core.CV_8UC1);
            byte[] indices = new byte[31 * 17];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = (byte) random.nextInt(4);
            }
            mask.data().put(indices);
            for (MaskCoding coding : codings) {
                byte[] png = MaskFile.png(mask, coding);
                assertThat(png).isEqualTo(MaskFile.png(mask, coding));
                assertThat(rows(MaskFile.decode(Path.of("mask.png"), png, coding)))
                        .isDeepEqualTo(rows(mask));
            }
            assertThatThrownBy(() -> MaskFile.png(mask, values(0, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("index [23] at x \\d+, y \\d+ of 2 classes");
        }
    }

    @Test
    void theMaskOfManyColoursIsLookedUpRightly() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        List<Integer> colors =
                random.ints(0, 1 << 24).distinct().limit(255).boxed().toList();
        MaskCoding coding = new MaskCoding(true, colors, Optional.of(colors.get(0) ^ 1));
        CodeTable table = new CodeTable(coding);
        for (int i = 0; i < colors.size(); i++) {
            assertThat(table.indexOf(colors.get(i))).isEqualTo(i);
        }
        assertThat(table.indexOf(colors.get(0) ^ 1)).isEqualTo(MaskCoding.IGNORED);
        random.ints(10_000, 0, 1 << 24)
                .filter(color -> !colors.contains(color) && color != (colors.get(0) ^ 1))
                .forEach(color -> assertThat(table.indexOf(color)).isEqualTo(CodeTable.NONE));
        assertThat(table.indexOf(-1)).isEqualTo(CodeTable.NONE);
        assertThat(new CodeTable(INDICES).indexOf(1 << 16)).isEqualTo(CodeTable.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"camvid", "labelme-voc"})
    @SuppressWarnings("try") // the scope frees what is made inside it
    void realMasksAreAsPillowReadsThem(String set) throws IOException {
        Path data = SharedData.folder(set).getParent();
        // VOC's ignored border is 255, CamVid's unlabelled 11.
        int classes = set.equals("camvid") ? 11 : 21;
        int ignored = set.equals("camvid") ? 11 : 255;
        MaskCoding coding =
                new MaskCoding(false, IntStream.range(0, classes).boxed().toList(), Optional.of(ignored));
        int read = 0;
        for (var entry : goldens().get("real").properties()) {
            if (!entry.getKey().startsWith(set)) {
                continue;
            }
            JsonNode golden = entry.getValue();
            try (PointerScope scope = new PointerScope()) {
                Mat mask = MaskFile.read(data.resolve(entry.getKey()), coding);
                byte[] indices = new byte[mask.rows() * mask.cols()];
                mask.data().get(indices);
                for (int i = 0; i < indices.length; i++) {
                    indices[i] = (indices[i] & 0xFF) == MaskCoding.IGNORED ? (byte) ignored : indices[i];
                }
                assertThat(Hashes.of(indices)).isEqualTo(golden.get("sha256").asText());
                MaskCounts counts = MaskCounts.of(mask, classes);
                for (int c = 0; c < classes; c++) {
                    assertThat(counts.classes().get(c))
                            .isEqualTo(golden.get("counts")
                                    .path(Integer.toString(c))
                                    .asLong());
                }
                assertThat(counts.ignored())
                        .isEqualTo(golden.get("counts")
                                .path(Integer.toString(ignored))
                                .asLong());
                read++;
            }
        }
        assertThat(read).isEqualTo(3);
    }

    @Test
    void countsAddUp() {
        try (Mat mask = new Mat(1, 6, opencv_core.CV_8UC1)) {
            mask.data().put(new byte[] {0, 2, 2, (byte) 255, 0, 2});
            MaskCounts counts = MaskCounts.of(mask, 3);
            assertThat(counts).isEqualTo(new MaskCounts(List.of(2L, 0L, 3L), 1));
            assertThat(MaskCounts.none(3).plus(counts).plus(counts)).isEqualTo(new MaskCounts(List.of(4L, 0L, 6L), 2));
            assertThatThrownBy(() -> MaskCounts.of(mask, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("index 2 of 2 classes");
        }
    }

    @Test
    void aCodingOfTwoClassesWithOneCodeIsRefused() {
        assertThatThrownBy(() -> values(1, 1)).hasMessage("[1, 1], expected 1 to 255 different codes");
        assertThatThrownBy(() -> values(-1)).hasMessageContaining("expected codes from 0 to 65535");
        assertThatThrownBy(() -> new MaskCoding(true, List.of(0), Optional.of(1 << 24)))
                .hasMessageContaining("expected codes from 0 to 16777215");
        assertThatThrownBy(() -> new MaskCoding(false, List.of(0, 1), Optional.of(1)))
                .hasMessage("code 1 is that of a class, and is ignored");
    }
}
