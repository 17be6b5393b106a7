package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.augment.ImageSize;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;

class MaskSubmissionTest {
    private static final String BINARY = "classes: [{name: background, value: 0}, {name: salt, value: 255}]\n";
    private static final String THREE =
            "classes: [{name: sky, value: 4}, {name: car, value: 7}, {name: road, value: 9}]\nbackground: sky\n";
    private static final String NO_BACKGROUND =
            "classes: [{name: sky, color: [0, 0, 9]}, {name: car, color: [9, 0, 0]}]\n";

    /** Of test rows 1, 2 and 3, as drawn. */
    private static final List<String> DRAWN = List.of("""
            0110
            0100
            0001
            """, """
            00000
            00000
            """, """
            11
            01
            """);

    @TempDir
    private Path folder;

    private DataFiles files;
    private Path target;

    @BeforeEach
    void makeData() throws IOException {
        files = new DataFiles(folder).images("train/a.jpg", "masks/a.png", "test/1.jpg", "test/2.jpg", "test/3.jpg");
        target = folder.resolve("out");
    }

    private Competition competition(String classes, String submission) throws IOException {
        return files.segmentation(classes + """
                train: {folder: train, masks: masks}
                test: {folder: test, id: stem}
                submission: %s
                """.formatted(submission));
    }

    private MaskSubmissionFormat format(String classes, String submission) throws IOException {
        Competition competition = competition(classes, submission);
        return MaskSubmissionFormat.of(competition, folder, CompetitionData.load(competition, folder));
    }

    private List<String> formatProblems(String classes, String submission) throws IOException {
        Competition competition = competition(classes, submission);
        CompetitionData data = CompetitionData.load(competition, folder);
        return files.problems(() -> MaskSubmissionFormat.of(competition, folder, data));
    }

    /** A mask of digits. */
    private static Mat mask(String drawn) {
        List<String> rows = drawn.lines().toList();
        Mat mask = new Mat(rows.size(), rows.get(0).length(), opencv_core.CV_8UC1);
        for (int y = 0; y < rows.size(); y++) {
            for (int x = 0; x < rows.get(0).length(); x++) {
                mask.ptr(y, x).put((byte) (rows.get(y).charAt(x) - '0'));
            }
        }
        return mask;
    }

    private static ImageSize size(String drawn) {
        List<String> rows = drawn.lines().toList();
        return new ImageSize(rows.get(0).length(), rows.size());
    }

    private List<String> write(MaskSubmissionFormat format, List<String> drawn) {
        List<String> problems = files.problems(() -> {
            MaskSubmissionWriter.write(target, format, row -> mask(drawn.get(row)));
            return "written";
        });
        assertThat(Files.exists(target)).isEqualTo(problems.equals(List.of("none: written")));
        return problems;
    }

    private void assertWritten(String classes, String submission, List<String> drawn, String text) throws IOException {
        MaskSubmissionFormat format = format(classes, submission);
        assertThat(write(format, drawn)).containsExactly("none: written");
        assertThat(Files.readString(target)).isEqualTo(text);
        try (MaskSubmissionReader reader = MaskSubmissionReader.open(target, "out", format)) {
            for (int row = 0; row < 3; row++) {
                assertThat(reader.mask(row, size(drawn.get(row)))).isEqualTo(MaskFile.bytes(mask(drawn.get(row))));
            }
        }
    }

    @Test
    void aRowAnImageHasTheForeground() throws IOException {
        assertWritten(BINARY, "{kind: rle, id: img, target: rle_mask}", DRAWN, """
                img,rle_mask
                1,4 2 7 1 12 1
                2,
                3,1 1 3 2
                """);
        assertWritten(BINARY, "{kind: rle, target: mask, empty: '-1'}", DRAWN, """
                id,mask
                1,4 2 7 1 12 1
                2,-1
                3,1 1 3 2
                """);
    }

    private static final List<String> CLASSES = List.of("012\n", "0\n", "22\n22\n");

    @Test
    void aRowAClassHasTheClassInAColumnOrInTheId() throws IOException {
        assertWritten(THREE, "{kind: rle, class-column: type, target: mask}", CLASSES, """
                id,type,mask
                1,car,2 1
                1,road,3 1
                2,car,
                2,road,
                3,car,
                3,road,1 4
                """);
        assertWritten(THREE, "{kind: rle, id-pattern: '{id}_{class}', class-as: value, target: mask}", CLASSES, """
                id,mask
                1_7,2 1
                1_9,3 1
                2_7,
                2_9,
                3_7,
                3_9,1 4
                """);
        assertWritten(THREE, "{kind: rle, id-pattern: '{class}/{id}', class-as: number, target: m}", CLASSES, """
                id,m
                1/1,2 1
                2/1,3 1
                1/2,
                2/2,
                1/3,
                2/3,1 4
                """);
    }

    @Test
    void withoutABackgroundEveryClassHasItsRow() throws IOException {
        assertWritten(NO_BACKGROUND, "{kind: rle, class-column: type}", List.of("01\n", "0\n", "1\n"), """
                id,type,label
                1,sky,1 1
                1,car,2 1
                2,sky,1 1
                2,car,
                3,sky,
                3,car,1 1
                """);
    }

    @Test
    void aRowAnInstanceHasAConnectedComponent() throws IOException {
        List<String> drawn = List.of("""
                1001
                0101
                1001
                """, "00\n", "1\n");
        assertWritten(BINARY, "{kind: rle, rows: instance, target: mask}", drawn, """
                id,mask
                1,1 1 3 1 5 1
                1,10 3
                2,
                3,1 1
                """);
        assertWritten(BINARY, "{kind: rle, rows: instance, connectivity: 4, target: mask}", drawn, """
                id,mask
                1,1 1
                1,3 1
                1,5 1
                1,10 3
                2,
                3,1 1
                """);
        assertWritten(THREE, "{kind: rle, rows: instance, class-column: c}", List.of("101\n", "2\n", "0\n"), """
                id,c,label
                1,car,1 1
                1,car,3 1
                1,road,
                2,car,
                2,road,1 1
                3,car,
                3,road,
                """);
    }

    @Test
    void theSampleGivesColumnsOrderAndTheEmptyMask() throws IOException {
        files.write("sample.csv", "rle,ImageId\n-1,3\n-1,1\n-1,2\n");
        assertWritten(BINARY, "{kind: rle, id: ImageId, sample: sample.csv}", DRAWN, """
                rle,ImageId
                1 1 3 2,3
                4 2 7 1 12 1,1
                -1,2
                """);
        // Cells that are a mask tell nothing of the empty one; the classes of an image need not stand together.
        files.write("sample.csv", "Image,Pixels,Class\n3,1 1,2\n1,1 1,2\n2,1 1,2\n1,1 1,1\n2,1 1,1\n3,1 1,1\n");
        assertWritten(THREE, "{kind: rle, class-column: Class, class-as: number, sample: sample.csv}", CLASSES, """
                Image,Pixels,Class
                3,1 4,2
                1,3 1,2
                2,,2
                1,2 1,1
                2,,1
                3,,1
                """);
        files.write("sample.csv", "Id,Mask\n2,\n1,\n3,\n3,\n");
        assertWritten(BINARY, "{kind: rle, rows: instance, sample: sample.csv}", DRAWN, """
                Id,Mask
                2,
                1,4 2 7 1
                1,12 1
                3,1 1 3 2
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "id,x,y/1,,/2,,/3,, | {} | data/sample.csv: 3 columns, expected 2: id, mask",
                "id,x/1,/2,/3,      | {class-column: Class} | data/sample.csv: no column 'Class'; there are id, x",
                "id,c/1,/2,/3,      | {class-column: c} | data/sample.csv: 2 columns, expected 3: id, class, mask",
                "id,x/1,/2,/4,      | {} | data/sample.csv:4: id '4' is no test row's; data/sample.csv: no line for the"
                        + " test row '3'",
                "id,x/1,/2,/3.png,  | {} | data/sample.csv:4: id '3.png' is no test row's, though '3' is; change id,"
                        + " index-width or suffix of test; data/sample.csv: no line for the test row '3'",
                "id,x/1,/2,/3,/1,   | {} | data/sample.csv:5: id '1' comes twice",
                "id,c,x/1,salt,/2,salt,/2,salt,/3,pepper, | {class-column: c} | data/sample.csv:4: id '2, salt' comes twice;"
                        + " data/sample.csv:5: id '3, pepper' is no test row's; data/sample.csv: no line for the test row"
                        + " '3, salt'",
            })
    void aSampleThatDoesNotFitIsRefused(String sample, String keys, String problems) throws IOException {
        files.write("sample.csv", sample.replace('/', '\n'));
        String submission = "{kind: rle, sample: sample.csv" + (keys.equals("{}") ? "}" : ", " + keys.substring(1));
        assertThat(String.join("; ", formatProblems(BINARY, submission))).isEqualTo(problems);
    }

    @Test
    void idsThatWouldCollideAreRefused() throws IOException {
        files.images("test/1_a.jpg");
        assertThat(formatProblems(
                        "classes: [{name: background, value: 0}, {name: b, value: 1}, {name: a_b, value: 2}]\n",
                        "{kind: rle, id-pattern: '{id}_{class}'}"))
                .containsExactly("submission: two rows would have the id '1_a_b'; change id-pattern");
        files.images("test/A.jpg", "test/a.jpg");
        assertThat(formatProblems(BINARY, "{kind: masks}"))
                .containsExactly("submission: two files would be named 'A.png' and 'a.png'");
    }

    @Test
    void aZipHasAFileForEachRow() throws IOException {
        MaskSubmissionFormat format = format(BINARY, "{kind: masks, name-pattern: 'masks/{id}_mask.png'}");
        assertThat(write(format, DRAWN)).containsExactly("none: written");
        byte[] first = Files.readAllBytes(target);
        assertThat(write(format, DRAWN)).containsExactly("none: written");
        assertThat(target).hasBinaryContent(first);
        try (MaskSubmissionReader reader = MaskSubmissionReader.open(target, "out", format)) {
            assertThat(reader.mask(2, new ImageSize(2, 2))).containsExactly(1, 1, 0, 1);
            assertThat(files.problems(() -> reader.mask(2, new ImageSize(3, 2))))
                    .containsExactly("out/masks/3_mask.png: 2 × 2 pixels, but the image has 3 × 2");
        }
        try (ZipFile zip = new ZipFile(target.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("masks/1_mask.png", "masks/2_mask.png", "masks/3_mask.png");
            byte[] png = zip.getInputStream(zip.getEntry("masks/3_mask.png")).readAllBytes();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getRaster().getSamples(0, 0, 2, 2, 0, (int[]) null))
                    .containsExactly(255, 255, 0, 255);
            assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        }
        MaskSubmissionFormat colors = format(NO_BACKGROUND, "{kind: masks}");
        assertThat(write(colors, DRAWN)).containsExactly("none: written");
        try (ZipFile zip = new ZipFile(target.toFile())) {
            byte[] png = zip.getInputStream(zip.getEntry("3.png")).readAllBytes();
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image.getRGB(0, 0, 2, 2, null, 0, 2))
                    .containsExactly(0xFF090000, 0xFF090000, 0xFF000009, 0xFF090000);
        }
    }

    /** Every mask is asked for once, and the file as it was before stays when one cannot be had. */
    @Test
    void aFailureLeavesTheFileThatWasThere() throws IOException {
        MaskSubmissionFormat format = format(BINARY, "{kind: rle}");
        Files.writeString(target, "before");
        List<Integer> asked = new ArrayList<>();
        assertThat(files.problems(() -> {
                    MaskSubmissionWriter.write(target, format, row -> {
                        asked.add(row);
                        if (row == 2) {
                            throw new IOException("no prediction of row 2");
                        }
                        return mask("0\n");
                    });
                    return "written";
                }))
                .singleElement()
                .asString()
                .startsWith("out: cannot be written: ")
                .contains("no prediction of row 2");
        assertThat(asked).containsExactly(0, 1, 2);
        assertThat(target).hasContent("before");
        assertThatThrownBy(() -> MaskSubmissionWriter.write(target, format, row -> mask("012\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the mask of id '1' has index 2 of 2 classes");
        assertThat(target).hasContent("before");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("out", "data", "competition.yaml");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,lab/1,/2,/3,        | s.csv: columns [id, lab], expected [id, label]",
                "id,label/1,/2,         | s.csv: 2 lines of predictions, expected 3",
                "id,label/1,/2,/3,/3,   | s.csv: 4 lines of predictions, expected 3",
                "id,label/1,/3,/2,      | s.csv:3: id '3', expected '2'; s.csv:4: id '2', expected '3'",
                "id,label/1,/2/3,       | s.csv:3: 1 cells, expected 2",
                "id,label/1,2 1/2,/3,   | s.csv: the mask of id '1' reads back differently from what was written;"
                        + " s.csv: the mask of id '3' reads back differently from what was written",
                "id,label/1,9 8/2,/3,   | s.csv:2: run '9 8' ends behind the last of 12 pixels",
                "id,label/1,1 2 2 1/2,/3, | s.csv:2: run '2 1' begins at or before pixel 2, where the run before it ends:"
                        + " expected sorted runs that do not overlap",
                "id,label/1,x/2,/3,     | s.csv:2: 'x' is no whole number",
                "id,label/1,4 2 7 1 12 1/2,/3,1 1 3 2 | none: valid",
            })
    void theValidatorRefusesTables(String text, String problems) throws IOException {
        MaskSubmissionFormat format = format(BINARY, "{kind: rle}");
        Path file = Files.writeString(folder.resolve("s.csv"), text.replace('/', '\n') + "\n");
        assertThat(String.join("; ", validate(file, format))).isEqualTo(problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,label/1,4 2/1,7 1/2,/3,1 1 3 2/1,12 1 | s.csv: 5 lines of predictions, expected at least 3",
                "id,label/1,4 2 7 1/2,/3,1 1 3 2/3,4 1 | s.csv:5: the pixel at x 1, y 1 is in another mask of this image"
                        + " too, but has only one class",
                "id,label/1,12 1/1,4 2 7 1/2,/3,1 1 3 2 | none: valid",
            })
    void theValidatorRefusesInstances(String text, String problems) throws IOException {
        MaskSubmissionFormat format = format(BINARY, "{kind: rle, rows: instance}");
        Path file = Files.writeString(folder.resolve("s.csv"), text.replace('/', '\n') + "\n");
        assertThat(String.join("; ", validate(file, format))).isEqualTo(problems);
    }

    private List<String> validate(Path file, MaskSubmissionFormat format) {
        Map<Integer, MaskDigest> written = Map.of(0, digest(0), 1, digest(1), 2, digest(2));
        return files.problems(() -> {
            MaskSubmissionValidator.check(file, file.getFileName().toString(), format, written);
            return "valid";
        });
    }

    private static MaskDigest digest(int row) {
        return MaskDigest.of(MaskFile.bytes(mask(DRAWN.get(row))), size(DRAWN.get(row)));
    }

    @Test
    void theValidatorRefusesZips() throws IOException {
        MaskZipFormat format = (MaskZipFormat) format(BINARY, "{kind: masks}");
        Path file = folder.resolve("s.zip");
        List<byte[]> pngs = DRAWN.stream()
                .map(drawn -> MaskFile.png(mask(drawn), format.coding()))
                .toList();
        assertThat(validate(zip(file, List.of("1.png", "2.png", "3.png"), pngs), format))
                .containsExactly("none: valid");
        assertThat(validate(zip(file, List.of("1.png", "3.png", "2.png"), pngs), format))
                .containsExactly("s.zip/2.png: 2 × 2 pixels, but the image has 5 × 2");
        assertThat(validate(zip(file, List.of("1.png", "2.png", "4.png"), pngs), format))
                .containsExactly("s.zip: no file '3.png'", "s.zip: file '4.png' is no test row's");
        byte[] other = MaskFile.png(mask("10\n00\n"), format.coding());
        assertThat(validate(
                        zip(file, List.of("1.png", "2.png", "3.png"), List.of(pngs.get(0), pngs.get(1), other)),
                        format))
                .containsExactly("s.zip: the mask of file '3.png' reads back differently from what was written");
        byte[] unknown = MaskFile.png(mask("10\n00\n"), new MaskCoding(false, List.of(0, 7), Optional.empty()));
        assertThat(validate(
                        zip(file, List.of("1.png", "2.png", "3.png"), List.of(pngs.get(0), pngs.get(1), unknown)),
                        format))
                .containsExactly(
                        "s.zip/3.png: value 7 at x 0, y 0 is of no class; the class table has the values 0, 255");
        Files.writeString(file, "no zip");
        assertThat(validate(file, format)).singleElement().asString().startsWith("s.zip: cannot be read as a zip: ");
    }

    private static Path zip(Path file, List<String> names, List<byte[]> contents) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(contents.get(i));
            }
        }
        return file;
    }

    @Test
    void randomMasksReadBackEqualInEveryLayout() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        for (String submission : List.of(
                "{kind: rle, class-column: c}",
                "{kind: rle, id-pattern: '{id}:{class}', empty: '0'}",
                "{kind: rle, rows: instance, class-column: c}",
                "{kind: masks}")) {
            MaskSubmissionFormat format = format(THREE, submission);
            for (int i = 0; i < 8; i++) {
                List<String> drawn = List.of(random(random), random(random), random(random));
                assertThat(write(format, drawn)).containsExactly("none: written");
            }
        }
    }

    private static String random(SplittableRandom random) {
        int width = 1 + random.nextInt(12);
        StringBuilder drawn = new StringBuilder();
        for (int y = 0; y < 1 + random.nextInt(9); y++) {
            for (int x = 0; x < width; x++) {
                drawn.append(random.nextInt(3));
            }
            drawn.append('\n');
        }
        return drawn.isEmpty() ? "0\n" : drawn.toString();
    }

    @Test
    void theTrueMasksAreInAFolderOrATable() throws IOException {
        Competition competition = files.segmentation(THREE + """
                ignore: {value: 255}
                train: {folder: train, masks: masks, mask-suffix: _L.png}
                test: {folder: test, id: stem}
                submission: {kind: rle, class-column: type}
                """);
        files.images("masks/a_L.png");
        CompetitionData data = CompetitionData.load(competition, folder);
        Path truth = Files.createDirectory(folder.resolve("truth"));
        for (int row = 0; row < 2; row++) {
            Files.write(
                    truth.resolve((row + 1) + "_L.png"), MaskFile.png(mask(CLASSES.get(row)), competition.coding()));
        }
        assertThat(files.problems(() -> MaskSolution.read(truth, competition, folder, data)))
                .containsExactly("truth/3_L.png: no such file, expected the mask of the test row '3'");
        Files.write(truth.resolve("3_L.png"), MaskFile.png(mask("22\n22\n"), competition.coding()));
        MaskSolution solution = MaskSolution.read(truth, competition, folder, data);
        assertThat(solution.mask(0, new ImageSize(3, 1))).containsExactly(0, 1, 2);
        assertThat(solution.mask(2, new ImageSize(2, 2))).containsOnly(2);
        assertThat(files.problems(() -> solution.mask(0, new ImageSize(1, 3))))
                .containsExactly("truth/1_L.png: 3 × 1 pixels, but the image has 1 × 3");

        Path table = Files.writeString(
                folder.resolve("truth.csv"),
                "Usage,label,type,id\nPublic,1 4,road,3\nPublic,,car,2\nPublic,2 1,car,1\nPublic,3 1,road,1\nx,y,z,4\n");
        MaskSolution ofTable = MaskSolution.read(table, competition, folder, data);
        for (int row = 0; row < 3; row++) {
            assertThat(ofTable.mask(row, size(CLASSES.get(row)))).isEqualTo(solution.mask(row, size(CLASSES.get(row))));
        }
        Files.writeString(table, "id,type,label\n1,car,2 1\n1,road,3 1\n2,car,-1\n2,road,\n3,car,\n3,road,1 4\n");
        MaskSolution ofBoth = MaskSolution.read(table, competition, folder, data);
        assertThat(ofBoth.mask(1, size(CLASSES.get(1)))).isEqualTo(solution.mask(1, size(CLASSES.get(1))));
        Files.writeString(table, "id,type,labels\n");
        assertThat(files.problems(() -> MaskSolution.read(table, competition, folder, data)))
                .containsExactly("truth.csv: no column 'label'; did you mean 'labels'?");
        Files.writeString(table, "id,type,label\n3,car,\n2,car,\n");
        assertThat(files.problems(() -> MaskSolution.read(table, competition, folder, data)))
                .containsExactly("truth.csv: no line for id '1'");
        Path nowhere = folder.resolve("nowhere");
        assertThat(files.problems(() -> MaskSolution.read(nowhere, competition, folder, data)))
                .containsExactly("nowhere: no such file or folder");
        Competition zipped = competition(THREE, "{kind: masks}");
        assertThat(files.problems(() -> MaskSolution.read(table, zipped, folder, data)))
                .containsExactly("truth.csv: no folder, expected one with the masks of the test rows");
    }
}
