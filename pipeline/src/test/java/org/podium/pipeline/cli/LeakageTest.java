package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a training image that is there twice, and of one that is there again in another size. */
class LeakageTest {
    private static final String EXACT = "train/copied.png";
    private static final String COPIED = "train/red-0.png";
    private static final String NEAR = "train/saved.jpg";
    private static final String SAVED = "train/blue-3.png";

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition leaking;

    @BeforeAll
    @SuppressWarnings("try") // the scope frees what is made inside it
    static void plant() throws IOException {
        leaking = TinyCompetition.in(shared.resolve("leaking"));
        List<String> images = new ArrayList<>(leaking.testIds());
        leaking.trainLines().forEach(line -> images.add(line.substring(0, line.indexOf(','))));
        for (String image : images) {
            drawPatches(image);
        }
        Path data = leaking.folder().resolve("data");
        Files.copy(data.resolve(COPIED), data.resolve(EXACT));
        try (PointerScope scope = new PointerScope();
                Mat image = opencv_imgcodecs.imread(data.resolve(SAVED).toString());
                Mat smaller = new Mat();
                Size size = new Size(36, 36)) {
            opencv_imgproc.resize(image, smaller, size);
            opencv_imgcodecs.imwrite(
                    data.resolve(NEAR).toString(), smaller, new int[] {opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 80});
        }
        leaking.file(
                "data/train.csv",
                "image,label\n" + String.join("", leaking.trainLines()) + EXACT + ",red\n" + NEAR + ",blue\n");
    }

    /** Noise all over looks the same to everybody; patches of colour do not. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private static void drawPatches(String image) {
        SplittableRandom random = new SplittableRandom(image.hashCode());
        byte[] levels = new byte[5 * 5 * 3];
        random.nextBytes(levels);
        try (PointerScope scope = new PointerScope();
                Mat patches = new Mat(5, 5, opencv_core.CV_8UC3);
                Mat enlarged = new Mat();
                Size size = new Size(40, 40)) {
            patches.data().put(levels);
            opencv_imgproc.resize(patches, enlarged, size);
            opencv_imgcodecs.imwrite(
                    leaking.folder().resolve("data").resolve(image).toString(), enlarged);
        }
    }

    private List<Object> command(String name, Object... options) {
        return Stream.concat(Stream.of(name, leaking.folder(), "--runs", temporary, "--name", "x"), Stream.of(options))
                .toList();
    }

    private Path folder() {
        return temporary.resolve("tiny/x");
    }

    @Test
    void failStopsBeforeAnythingIsTrained() {
        Cli.Result result = Cli.call(command("run", "--seed", 1, "--set", "leakage=fail", "--set", "folds.k=6")
                .toArray());
        assertThat(result.err().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("podium: exact duplicates: 1 group on both sides of a fold: ")
                        && line.endsWith(", such as train/copied.png (train) and train/red-0.png (train)"))
                .anyMatch(line -> line.startsWith("near duplicates: 1 group on both sides of a fold: ")
                        && line.endsWith(", such as train/blue-3.png (train) and train/saved.jpg (train)"))
                .contains("'podium check' shows all that was found and leaves check.json and rows/duplicates.csv");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).contains("check ").doesNotContain("train ");
        assertThat(folder()).doesNotExist();
    }

    @Test
    void warnGoesOn() throws Exception {
        Cli.Result result = Cli.run(command(
                        "run",
                        "--set",
                        "folds={kind: holdout, fraction: 0.5}",
                        "--set",
                        "models=[{name: one}]",
                        "--set",
                        "tta={horizontal-flip: false}",
                        "--seed",
                        6)
                .toArray());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.lines("check     warning: exact duplicates: 1 group "))
                .hasSize(1);
        assertThat(result.lines("check     warning: near duplicates: 1 group ")).hasSize(1);
        assertThat(result.out().indexOf("warning: exact"))
                .isLessThan(result.out().indexOf("train one fold 0"));
        assertThat(folder().resolve("submission.csv")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: stratified, k: 6}",
                "{kind: k-fold, k: 6}",
                "{kind: holdout, fraction: 0.5}",
                "{kind: stratified, k: 3, repeats: 2, inner: 0.3}"
            })
    void groupKeepsWhatLooksTheSameTogether(String folds) throws IOException {
        int torn = 0;
        for (int seed = 0; seed < 2; seed++) {
            Map<String, String> apart = split(folds, seed, "warn");
            torn += apart.get(EXACT).equals(apart.get(COPIED)) ? 0 : 1;
            torn += apart.get(NEAR).equals(apart.get(SAVED)) ? 0 : 1;
            Map<String, String> together = split(folds, seed, "group");
            assertThat(together).hasSize(50);
            assertThat(together.get(EXACT)).isEqualTo(together.get(COPIED));
            assertThat(together.get(NEAR)).isEqualTo(together.get(SAVED));
        }
        assertThat(torn).as("pairs that are apart without it").isPositive();
    }

    /** The folds of each row, all repeats and inner hold-outs together. */
    private Map<String, String> split(String folds, int seed, String leakage) throws IOException {
        Cli.Result result =
                Cli.call(command("split", "--seed", seed, "--set", "folds=" + folds, "--set", "leakage=" + leakage)
                        .toArray());
        assertThat(result.status()).as(result.err()).isZero();
        Map<String, String> places = new HashMap<>();
        Files.readAllLines(folder().resolve("folds.csv")).stream().skip(1).forEach(line -> {
            int id = line.indexOf(',');
            places.merge(line.substring(0, id), line.substring(id), String::concat);
        });
        return places;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: time-series, k: 3}|leakage is group, but folds of the kind time-series keep no groups together; "
                        + "use leakage: warn, or another kind of folds",
                "{file: mine.csv}|leakage is group, but folds.file says which row is in which fold; use leakage: warn"
            })
    void groupIsRefusedWhereGroupsCannotStayTogether(String folds, String answer) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,fold"));
        Files.readAllLines(leaking.folder().resolve("data/train.csv")).stream()
                .skip(1)
                .forEach(line -> lines.add(line.replaceAll(",.*", "," + lines.size() % 2)));
        Files.write(leaking.folder().resolve("mine.csv"), lines);
        Cli.Result result = Cli.call(command("split", "--set", "folds=" + folds, "--set", "leakage=group")
                .toArray());
        assertThat(result.err()).isEqualTo("podium: " + answer + "\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(folder()).doesNotExist();
    }
}
