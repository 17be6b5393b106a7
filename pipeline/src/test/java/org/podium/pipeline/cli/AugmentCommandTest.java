package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code podium augment}: the page for every task, and what it says to mistakes. */
class AugmentCommandTest {
    private static final int ROWS = 12;

    /** The only row with the third class. */
    private static final int RARE = 7;

    private static final String MASKS = """
            name: masks
            task: semantic-segmentation
            metric: mean-iou
            classes:
              - {name: background, value: 0}
              - {name: "<script>alert(1)</script>", value: 1}
              - {name: rare, value: 2}
              - {name: never, value: 3}
            train: {folder: train, masks: masks, id: stem}
            test: {folder: train, id: stem}
            submission: {kind: masks}
            """;

    private static final String RUNS = """
            name: runs
            task: semantic-segmentation
            metric: mean-iou
            classes: [{name: background, value: 0}, {name: thing, value: 1}]
            train: {csv: train.csv, image: image, prefix: train/, rle: runs}
            test: {folder: train, id: stem}
            submission: {kind: masks}
            """;

    private static final String RECIPE = """
            models:
              - network: unet-resnet10
                epochs: 2
                augment: [random-crop: {size: 32}, horizontal-flip]
              - {name: other, network: fcn-resnet10}
            """;

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition classes;
    private static TinyCompetition masks;

    @BeforeAll
    @SuppressWarnings("try") // the scope frees what is made inside it
    static void draw() throws IOException {
        classes = TinyCompetition.in(shared.resolve("classes"));
        masks = new TinyCompetition(shared.resolve("masks"))
                .file("competition.yaml", MASKS)
                .file("recipe.yaml", RECIPE);
        Files.createDirectories(masks.folder().resolve("data/train"));
        Files.createDirectories(masks.folder().resolve("data/masks"));
        try (PointerScope scope = new PointerScope()) {
            for (int row = 0; row < ROWS; row++) {
                Mat mask = new Mat(40, 48, opencv_core.CV_8UC1, Scalar.all(0));
                Mat part = new Mat(mask, new Rect(row, 5, 20, 20));
                part.put(Scalar.all(row == RARE ? 2 : 1));
                opencv_imgcodecs.imwrite(path("masks", row), mask);
                opencv_imgcodecs.imwrite(path("train", row), new Mat(40, 48, opencv_core.CV_8UC3, Scalar.all(9 * row)));
            }
        }
    }

    private static String path(String folder, int row) {
        return masks.folder().resolve("data/" + folder + "/row" + row + ".png").toString();
    }

    private Cli.Result augment(TinyCompetition competition, Object... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("augment", competition.folder(), "--runs", temporary.resolve("runs")));
        arguments.addAll(List.of(more));
        return Cli.call(arguments.toArray());
    }

    private String page(TinyCompetition competition, Object... more) throws IOException {
        Path out = Files.createTempDirectory(temporary, "out").resolve("new/page.html");
        Object[] all = Stream.concat(Stream.of(more), Stream.of("--out", out)).toArray();
        Cli.Result result = augment(competition, all);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out().lines()).last().asString().startsWith("page " + out + "  (");
        assertThat(out.getParent()).isDirectoryContaining("glob:**page.html");
        return Files.readString(out);
    }

    private static long count(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().count();
    }

    @Test
    void showsClassesInTurn() throws IOException {
        String page = page(classes, "--samples", 6, "--draws", 3);
        assertThat(TinyCompetition.CLASSES)
                .allMatch(label -> count(page, "<h2>train/" + label + "-\\d+.png <span>" + label + "</span>") == 2);
        assertThat(count(page, "<figure")).isEqualTo(6 * 5);
        assertThat(count(page, "class=\"mask\"")).isZero();
        assertThat(page)
                .contains("one will see them", "<b>epoch 3</b> <span>32×32</span>", "32 px, random-resized-crop")
                .doesNotContain("id=\"masks\"", "<b>epoch 4</b>");
        assertThat(page).contains("scale:", "<b>evaluation</b> <span>32×32</span><br>unchanged");
    }

    @Test
    void showsMasksOfRowsThatHaveEveryClassThereIs() throws IOException {
        String page = page(masks, "--samples", 2, "--draws", 3);
        assertThat(page)
                .contains("<h2>row" + RARE + " <")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "never (in none of 12 masks)",
                        "background, not painted")
                .contains("<b>original</b> <span>48×40</span>", "crop 32×32 at ", "· one of 4 windows")
                .contains("The recipe trains for 2 epochs;", "title=\"background 79.2 %, rare 20.8 %\"")
                .doesNotContain("<script");
        assertThat(count(page, "class=\"mask\" src=\"data:image/png;base64,")).isEqualTo(2 * 5);
    }

    @Test
    void showsMasksThatATableHasAsRuns() throws IOException {
        TinyCompetition runs = masks.copy(temporary.resolve("runs-competition"))
                .file("competition.yaml", RUNS)
                .file("data/train.csv", "image,runs\nrow0.png,1 40 121 20\nrow1.png,\n");
        assertThat(page(runs, "--draws", 1))
                .contains("title=\"background 96.9 %, thing 3.1 %\"", "title=\"background 100.0 %\"");
    }

    @Test
    @SuppressWarnings("try") // the scope frees what is made inside it
    void showsTheColoursOfTheClassTable() throws IOException {
        TinyCompetition coloured = masks.copy(temporary.resolve("coloured"))
                .file("competition.yaml", MASKS.replaceFirst("(?s)classes:.*train:", """
                        classes: [{name: none, color: [0, 0, 0]}, {name: red, color: [200, 9, 0]}]
                        background: none
                        train:"""));
        try (PointerScope scope = new PointerScope()) {
            for (int row = 0; row < ROWS; row++) {
                Mat mask = new Mat(40, 48, opencv_core.CV_8UC3, new Scalar(0, 9, 200, 0));
                String file = coloured.folder()
                        .resolve("data/masks/row" + row + ".png")
                        .toString();
                opencv_imgcodecs.imwrite(file, mask);
            }
        }
        assertThat(page(coloured, "--samples", 1)).contains("<i style=\"background: #c80900\"></i>red");
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        String page = page(masks, "--seed", 4);
        assertThat(page(masks, "--seed", 4)).isEqualTo(page);
        assertThat(page(masks, "--seed", 5)).isNotEqualTo(page);
        assertThat(page(masks, "--seed", 4, "--epoch", 2)).isNotEqualTo(page).contains("<b>epoch 7</b>");
    }

    @Test
    void goesBesideWhatOtherChecksLeaveUnlessToldWhere() {
        Path page = temporary.resolve("runs/tiny/check/augment.html");
        Cli.Result result = augment(classes, "--samples", 1, "--model", "two");
        assertThat(result.out()).as(result.err()).startsWith("page " + page + "  (0.");
        assertThat(page).content().contains("as two will see them");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(List.of("--model", "tow"), "--model: the recipe has no model 'tow'; did you mean 'two'?"),
                Arguments.of(List.of("--samples", 0), "--samples: 0, expected 1 to 100"),
                Arguments.of(List.of("--draws", 101), "--draws: 101, expected 1 to 100"),
                Arguments.of(List.of("--epoch", 0), "--epoch: 0, expected 1 to 2147483547"),
                Arguments.of(
                        List.of("--out", "OUT"), "--out: OUT is a folder, expected a file such as OUT/augment.html"),
                Arguments.of(
                        List.of("--out", "OUT/file/page.html"),
                        "the page OUT/file/page.html cannot be written: OUT/file is no folder; choose another place"),
                Arguments.of(List.of("--recipe", "mine.yaml"), "mine.yaml: no such file"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsMistakesInALine(List<Object> arguments, String answer) throws IOException {
        Path out = Files.createDirectories(temporary.resolve("out"));
        Files.createFile(out.resolve("file"));
        Object[] filled = arguments.stream()
                .map(argument -> argument.toString().replace("OUT", out.toString()))
                .toArray();
        Cli.Result result = augment(classes, filled);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().findFirst().orElse("")).contains(answer.replace("OUT", out.toString()));
        assertThat(result.err()).doesNotContain("\tat ");
        assertThat(out).isDirectoryNotContaining("glob:**html*");
    }

    @Test
    void tellsOfAnImageThatCannotBeReadOrLeavesItOut() throws IOException {
        TinyCompetition broken = masks.copy(temporary.resolve("broken"));
        broken.file("data/train/row" + RARE + ".png", "none");
        Cli.Result result = augment(broken);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("row" + RARE + ".png: ").hasLineCount(1);
        assertThat(page(broken, "--set", "on-bad-image=skip", "--samples", ROWS))
                .doesNotContain("<h2>row" + RARE + " <");
        Files.copy(
                classes.folder().resolve("data/train/red-0.png"),
                broken.folder().resolve("data/train/row" + RARE + ".png"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(augment(broken).err())
                .contains("the mask has 48 x 40 pixels, its image 32 x 32")
                .hasLineCount(1);
        Files.delete(broken.folder().resolve("data/masks/row3.png"));
        assertThat(augment(broken).err()).contains("row3").hasLineCount(1);
    }
}
