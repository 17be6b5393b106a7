package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.train.TinyMasks;

/** Whole runs that predict masks: what they leave, what they repeat to the byte, and what they need not do again. */
class MaskRunTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition competition;
    private static Path finished;
    private static Cli.Result result;

    @BeforeAll
    static void run() throws Exception {
        competition = MaskCompetition.ofFolders(shared.resolve("competition"));
        result = run(competition, shared, "--workers", 2);
        finished = folder(shared);
    }

    private static Cli.Result run(TinyCompetition competition, Path runs, Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("run", competition.folder(), "--runs", runs, "--name", "run"));
        arguments.addAll(List.of(options));
        Cli.Result result = Cli.run(arguments.toArray());
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    private static Path folder(Path runs) {
        return runs.resolve("tiny/run");
    }

    /** An array of unsigned bytes as NumPy keeps it, height x width x classes. */
    private record Array(int[] shape, int[] values) {
        static Array read(Path npz, String name) throws IOException {
            try (ZipFile zip = new ZipFile(npz.toFile())) {
                byte[] bytes = zip.getInputStream(zip.getEntry(name + ".npy")).readAllBytes();
                int header = (bytes[8] & 0xff) + 256 * (bytes[9] & 0xff);
                String text = new String(bytes, 10, header, StandardCharsets.US_ASCII);
                Matcher shape = Pattern.compile("\\((\\d+), (\\d+), (\\d+)\\)").matcher(text);
                assertThat(shape.find()).as(text).isTrue();
                assertThat(text).contains("'|u1'").contains("'fortran_order': False");
                int[] values = new int[bytes.length - 10 - header];
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes[10 + header + i] & 0xff;
                }
                return new Array(
                        new int[] {
                            Integer.parseInt(shape.group(1)),
                            Integer.parseInt(shape.group(2)),
                            Integer.parseInt(shape.group(3))
                        },
                        values);
            }
        }
    }

    /** Pixels of runs in the order of the columns, as an image has them; numbered from 1, ascending, apart. */
    private static List<Integer> pixels(String runs, int width, int height) {
        List<Integer> pixels = new ArrayList<>();
        String[] numbers = runs.equals("-1") || runs.isEmpty() ? new String[0] : runs.split(" ");
        int end = 0;
        for (int i = 0; i < numbers.length; i += 2) {
            int start = Integer.parseInt(numbers[i]);
            assertThat(start).isGreaterThan(end);
            end = start + Integer.parseInt(numbers[i + 1]) - 1;
            assertThat(end).isBetween(start, width * height);
            for (int p = start - 1; p < end; p++) {
                pixels.add(p % height * width + p / height);
            }
        }
        return pixels;
    }

    /** The masks of a submission of runs, by id. */
    private static Map<String, byte[]> masks(Path submission) throws IOException {
        Map<String, byte[]> masks = new TreeMap<>();
        for (List<String> row : SubmissionRows.read(submission).rows()) {
            TinyMasks.Picture picture = picture(row.get(0));
            byte[] mask = masks.computeIfAbsent(row.get(0), id -> new byte[picture.mask().length]);
            for (int pixel : pixels(row.get(2), picture.width(), picture.height())) {
                assertThat(mask[pixel]).as("a pixel has one class").isZero();
                mask[pixel] = (byte) TinyMasks.CLASSES.indexOf(row.get(1));
            }
        }
        return masks;
    }

    private static TinyMasks.Picture picture(String testId) {
        return MaskCompetition.test(Integer.parseInt(testId.substring(1)));
    }

    /** Mean over the classes of intersection over union; every class is there. */
    private static double meanIou(Map<String, byte[]> masks) {
        long[] both = new long[3];
        long[] any = new long[3];
        masks.forEach((id, mask) -> {
            byte[] truth = picture(id).mask();
            for (int i = 0; i < mask.length; i++) {
                for (int c = 0; c < 3 && (truth[i] & 0xff) != TinyMasks.IGNORED; c++) {
                    both[c] += truth[i] == c && mask[i] == c ? 1 : 0;
                    any[c] += truth[i] == c || mask[i] == c ? 1 : 0;
                }
            }
        });
        return ((double) both[0] / any[0] + (double) both[1] / any[1] + (double) both[2] / any[2]) / 3;
    }

    private static JsonNode json(Path run, String file) throws IOException {
        return new ObjectMapper().readTree(run.resolve(file).toFile());
    }

    @Test
    void aRunLeavesTheFolderThatIsPromised() throws Exception {
        assertThat(result.err()).isEmpty();
        for (String file : List.of(
                "config.yaml",
                "manifest.json",
                "check.json",
                "ensemble.json",
                "scores.json",
                "post-processing.json",
                "classes.csv",
                "oof.csv",
                "submission.csv",
                "rows/masks.csv",
                "models/one/fold-1/weights.safetensors",
                "models/one/fold-1/history.csv",
                "models/one/fold-1/oof.npz",
                "models/one/fold-1/test.npz")) {
            assertThat(finished.resolve(file)).isNotEmptyFile();
        }
        assertThat(finished.resolve("dry-submission.csv")).doesNotExist();

        SubmissionRows classes = SubmissionRows.read(finished.resolve("classes.csv"));
        assertThat(classes.columns()).containsExactly("class", "images", "pixels", "predicted", "iou", "dice");
        assertThat(classes.ids()).isEqualTo(TinyMasks.CLASSES);
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            int shape = c;
            long pixels = 0;
            int images = 0;
            for (int i = 0; i < MaskCompetition.TRAIN; i++) {
                byte[] mask = MaskCompetition.train(i).mask();
                long own = IntStream.range(0, mask.length)
                        .filter(p -> mask[p] == shape)
                        .count();
                pixels += own;
                images += own > 0 ? 1 : 0;
            }
            assertThat(classes.rows().get(c).subList(1, 3)).containsExactly("" + images, "" + pixels);
            sum += Double.parseDouble(classes.rows().get(c).get(4));
        }
        JsonNode scores = json(finished, "scores.json");
        JsonNode best = scores.has("submitted") ? scores.get("submitted") : scores.get("blend");
        assertThat(scores.get("metric").asText()).isEqualTo("mean-iou");
        assertThat(best.get("oof").asDouble()).isCloseTo(sum / 3, within(1e-6));
        assertThat(best.get("oof").asDouble())
                .isGreaterThanOrEqualTo(scores.get("blend").get("oof").asDouble());
        assertThat(json(finished, "post-processing.json").get("tried").asInt()).isEqualTo(72);
        assertThat(json(finished, "post-processing.json").get("images").asInt()).isEqualTo(MaskCompetition.TRAIN);

        SubmissionRows images = SubmissionRows.read(finished.resolve("oof.csv"));
        assertThat(images.columns()).startsWith("model", "id", "repeat", "fold", "pixels", "mean_iou");
        for (String model : List.of("one", "(submitted)")) {
            assertThat(images.rows().stream()
                            .filter(row -> row.get(0).equals(model))
                            .map(row -> row.get(1)))
                    .hasSize(MaskCompetition.TRAIN)
                    .doesNotHaveDuplicates()
                    .contains("p00.png", "p11.png");
        }
    }

    @Test
    void whatIsExportedTellsItsWindow() throws Exception {
        Path out = temporary.resolve("exported");
        assertThat(Cli.call("export", finished, "--out", out).status()).isZero();
        JsonNode about = ExportCommandTest.about(out.resolve("one-fold-1.pt"));
        assertThat(about.get("size").asInt()).isEqualTo(32);
        assertThat(about.get("window").get("size").asInt()).isEqualTo(32);
        assertThat(about.get("window").get("overlap").asDouble()).isEqualTo(0.25);
        assertThat(about.has("view")).isFalse();
    }

    @Test
    void probabilitiesAreThereForEveryPixel() throws Exception {
        int rows = 0;
        for (int fold = 0; fold < 2; fold++) {
            Path npz = finished.resolve("models/one/fold-" + fold + "/oof.npz");
            try (ZipFile zip = new ZipFile(npz.toFile())) {
                rows += zip.size();
                for (String entry : zip.stream().map(ZipEntry::getName).toList()) {
                    TinyMasks.Picture picture = MaskCompetition.train(Integer.parseInt(entry.substring(1, 3)));
                    Array array = Array.read(npz, entry.replace(".npy", ""));
                    assertThat(array.shape()).containsExactly(picture.height(), picture.width(), 3);
                    for (int i = 0; i < array.values().length; i += 3) {
                        assertThat(array.values()[i] + array.values()[i + 1] + array.values()[i + 2])
                                .isBetween(253, 257);
                    }
                }
            }
        }
        assertThat(rows).isEqualTo(MaskCompetition.TRAIN);
    }

    @Test
    void theSubmissionIsInTheSamplesOrderAndScoredAsItIs() throws Exception {
        SubmissionRows sample = SubmissionRows.read(competition.folder().resolve("data/sample.csv"));
        SubmissionRows submission = SubmissionRows.read(finished.resolve("submission.csv"));
        assertThat(submission.columns()).isEqualTo(sample.columns());
        assertThat(submission.ids()).isEqualTo(sample.ids());
        assertThat(submission.column(1)).isEqualTo(sample.column(1));

        Path scored = temporary.resolve("scored");
        Folders.copy(finished, scored);
        Cli.Result score = Cli.call("score", scored);
        assertThat(score.status()).as(score.err()).isZero();
        double expected = meanIou(masks(finished.resolve("submission.csv")));
        assertThat(score.out())
                .startsWith(String.format(
                        Locale.ROOT, "mean-iou %.5f on %d rows of solution\n", expected, MaskCompetition.TEST))
                .contains("the networks of one fold alone: ");
        assertThat(json(scored, "scores.json")
                        .get("solutions")
                        .get(0)
                        .get("score")
                        .asDouble())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void aSolutionWithoutAKnownPixelIsAMistake() throws Exception {
        Path truth = temporary.resolve("truth");
        for (int i = 0; i < MaskCompetition.TEST; i++) {
            TinyMasks.Picture picture = MaskCompetition.test(i);
            Arrays.fill(picture.mask(), (byte) TinyMasks.IGNORED);
            picture.writeMask(truth.resolve("t" + i + ".png"));
        }
        Cli.Result score = Cli.call("score", finished, "--solution", truth);
        assertThat(score.status()).isEqualTo(2);
        assertThat(score.err())
                .isEqualTo("podium: " + truth + ": no mask has a pixel whose class is known, so nothing can be scored;"
                        + " compare it with the class table\n");
    }

    @Test
    void aFoldThatIsTrainedAgainByAnotherNumberOfWorkersHasTheSameBytes() throws Exception {
        Path copy = copy();
        AtomicFiles.deleteTree(copy.resolve("models/one/fold-1"));
        Cli.Result again = run(competition, temporary, "--workers", 1);
        assertThat(again.out()).contains("train     1 of 2 jobs are done already");
        assertThat(promised(copy)).isEqualTo(promised(finished));
    }

    @Test
    void tablesOfMasksAreReadAsFoldersAre() throws Exception {
        Cli.Result split = Cli.call(
                "split",
                MaskCompetition.ofTables(temporary.resolve("competition")).folder(),
                "--runs",
                temporary,
                "--name",
                "run");
        assertThat(split.status()).as(split.err()).isZero();
        SubmissionRows ofFolders = SubmissionRows.read(finished.resolve("rows/masks.csv"));
        SubmissionRows ofTables = SubmissionRows.read(folder(temporary).resolve("rows/masks.csv"));
        assertThat(ofTables.ids()).isEqualTo(ofFolders.ids());
        for (int column = 2; column < ofFolders.columns().size(); column++) {
            assertThat(ofTables.column(column)).isEqualTo(ofFolders.column(column));
        }
    }

    /** What may be changed of the finished run. */
    private Path copy() throws IOException {
        Path copy = folder(temporary);
        Files.createDirectories(copy.getParent());
        Folders.copy(finished, copy);
        return copy;
    }

    private static Map<String, String> promised(Path run) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        List<String> files = new ArrayList<>(List.of(
                "folds.csv", "submission.csv", "oof.csv", "classes.csv", "scores.json", "post-processing.json"));
        for (int fold = 0; fold < 2; fold++) {
            for (String file : List.of("weights.safetensors", "oof.npz", "test.npz")) {
                files.add("models/one/fold-" + fold + "/" + file);
            }
        }
        for (String file : files) {
            hashes.put(file, Hashes.of(run.resolve(file)));
        }
        return hashes;
    }

    /** Without post-processing the mask is the likeliest class of the mean over folds, which the test takes itself. */
    @Test
    void otherViewsAndPostProcessingKeepTheWeights() throws Exception {
        Path copy = copy();
        Cli.Result plain =
                run(competition, temporary, "--set", "tta.horizontal-flip=false", "--set", "post-process.choose=false");
        assertThat(plain.out()).containsPattern("(?m)^train +unchanged").containsPattern("(?m)^predict +[0-9.]+ s");
        Map<String, String> before = promised(finished);
        Map<String, String> after = promised(copy);
        for (int fold = 0; fold < 2; fold++) {
            String of = "models/one/fold-" + fold + "/";
            assertThat(after.get(of + "weights.safetensors")).isEqualTo(before.get(of + "weights.safetensors"));
            assertThat(after.get(of + "test.npz")).isNotEqualTo(before.get(of + "test.npz"));
        }
        masks(copy.resolve("submission.csv")).forEach((id, mask) -> isLikeliest(copy, id, mask));

        Cli.Result threshold = again(
                competition,
                "--set",
                "tta.horizontal-flip=false",
                "--set",
                "post-process={choose: false, threshold: 0.05}");
        assertThat(threshold.out())
                .containsPattern("(?m)^predict +unchanged")
                .containsPattern("(?m)^submit +[0-9.]+ s");
        assertThat(promised(copy).get("submission.csv")).isNotEqualTo(after.get("submission.csv"));
        assertThat(json(copy, "post-processing.json").get("threshold").asDouble())
                .isEqualTo(0.05);
    }

    private static void isLikeliest(Path run, String id, byte[] mask) {
        try {
            int[] sum =
                    Array.read(run.resolve("models/one/fold-0/test.npz"), id).values();
            int[] other =
                    Array.read(run.resolve("models/one/fold-1/test.npz"), id).values();
            for (int i = 0; i < mask.length; i++) {
                int[] classes = new int[3];
                Arrays.setAll(classes, c -> 0);
                for (int c = 0; c < 3; c++) {
                    classes[c] = sum[3 * i + c] + other[3 * i + c];
                }
                assertThat(classes[mask[i]])
                        .isEqualTo(Arrays.stream(classes).max().orElseThrow());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void linesOfRunsAreDrawnAndInstancesSubmitted() throws Exception {
        TinyCompetition ofRuns = MaskCompetition.ofRuns(temporary.resolve("competition"));
        run(ofRuns, temporary);
        BufferedImage drawn =
                ImageIO.read(folder(temporary).resolve("rows/masks/000003.png").toFile());
        TinyMasks.Picture picture = MaskCompetition.train(3);
        for (int i = 0; i < picture.mask().length; i++) {
            int truth = (picture.mask()[i] & 0xff) == TinyMasks.IGNORED ? 0 : picture.mask()[i];
            assertThat(drawn.getRaster().getSample(i % picture.width(), i / picture.width(), 0))
                    .isEqualTo(truth);
        }
        SubmissionRows submission = SubmissionRows.read(folder(temporary).resolve("submission.csv"));
        assertThat(submission.rows().stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .distinct())
                .as("a line at least for each class of each image")
                .hasSize(2 * MaskCompetition.TEST);
        for (List<String> row : submission.rows()) {
            TinyMasks.Picture image = picture(row.get(0));
            isOnePiece(pixels(row.get(2), image.width(), image.height()), image.width());
        }
        Map<String, byte[]> masks = masks(folder(temporary).resolve("submission.csv"));

        ofRuns.change(
                "competition.yaml",
                "{kind: rle, rows: instance, class-column: class, id: image, target: runs}",
                "{kind: masks, name-pattern: 'masks/{id}.png'}");
        Path ofBefore = Files.writeString(folder(temporary).resolve("rows/masks/000012.png"), "a row of before");
        Cli.Result zipped = again(ofRuns);
        assertThat(ofBefore).doesNotExist();
        assertThat(ofBefore.resolveSibling("000011.png")).exists();
        assertThat(zipped.out()).containsPattern("(?m)^train +unchanged").containsPattern("(?m)^predict +unchanged");
        isAZipOf(masks, folder(temporary).resolve("submission.zip"));
    }

    /** In this process, as no worker is needed. */
    private Cli.Result again(TinyCompetition competition, Object... options) {
        Cli.Result result = Cli.call(Stream.concat(
                        Stream.of("run", competition.folder(), "--runs", temporary, "--name", "run"),
                        Stream.of(options))
                .toArray());
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    private static void isAZipOf(Map<String, byte[]> masks, Path submission) throws IOException {
        try (ZipFile zip = new ZipFile(submission.toFile())) {
            assertThat(zip.size()).isEqualTo(masks.size());
            for (Map.Entry<String, byte[]> mask : masks.entrySet()) {
                ZipEntry entry = zip.getEntry("masks/" + mask.getKey() + ".png");
                BufferedImage png = ImageIO.read(
                        new ByteArrayInputStream(zip.getInputStream(entry).readAllBytes()));
                assertThat(png.getWidth()).isEqualTo(picture(mask.getKey()).width());
                assertThat(png.getRaster().getNumBands()).isOne();
                assertThat((byte[]) png.getRaster().getDataElements(0, 0, png.getWidth(), png.getHeight(), null))
                        .isEqualTo(mask.getValue());
            }
        }
    }

    /** Pixels that touch, at a corner even. */
    private static void isOnePiece(List<Integer> pixels, int width) {
        List<Integer> left = new ArrayList<>(pixels);
        List<Integer> reached = new ArrayList<>();
        if (!left.isEmpty()) {
            reached.add(left.remove(0));
        }
        for (int next = 0; next < reached.size(); next++) {
            int from = reached.get(next);
            List<Integer> touching = left.stream()
                    .filter(to -> Math.abs(to % width - from % width) <= 1 && Math.abs(to / width - from / width) <= 1)
                    .toList();
            reached.addAll(touching);
            left.removeAll(touching);
        }
        assertThat(left).isEmpty();
    }
}
