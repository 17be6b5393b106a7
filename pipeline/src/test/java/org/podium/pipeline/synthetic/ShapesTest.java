package org.podium.pipeline.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.PixelConfusion;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RecipeRules;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.image.MaskFile;

class ShapesTest {

    private static final int TRAIN = 32;
    private static final int TEST = 10;
    private static final long SEED = 7;
    private static final int CLASSES = Shape.values().length + 1;
    private static final Path SHIPPED = Path.of("..", "competitions", "shapes");

    @TempDir
    static Path folder;

    private static final List<Integer> reported = new ArrayList<>();
    private static Competition competition;
    private static CompetitionData data;
    private static List<Seen> train;
    private static List<Seen> test;

    /** A picture and its mask, as they are read. */
    private record Seen(int width, int height, byte[] bgr, byte[] labels) {}

    @BeforeAll
    static void draw() throws IOException {
        Path drawn = Files.createDirectory(folder.resolve("data"));
        new Shapes(TRAIN, TEST).draw(drawn, SEED, (done, total) -> reported.add(total - done));
        competition = CompetitionFile.read(SHIPPED.resolve("competition.yaml"), List.of());
        data = CompetitionData.load(competition, folder);
        train = seen(data.train(), data.train().masks().orElseThrow());
        test = seen(data.test(), masks("solution"));
    }

    @Test
    void theShippedCompetitionReadsWhatIsDrawn() {
        assertThat(data.classes())
                .startsWith("background")
                .endsWith(Stream.of(Shape.values()).map(Shape::label).toArray(String[]::new));
        assertThat(data.train().ids()).hasSize(TRAIN).startsWith("shapes_0001");
        assertThat(data.test().ids()).hasSize(TEST).startsWith("shapes_0033");
        Recipe recipe = RecipeFile.read(SHIPPED.resolve("recipe.yaml"), List.of());
        RecipeRules.check(recipe, competition);
        assertThat(recipe.models()).isNotEmpty();
    }

    @Test
    void theSampleHasALineForEveryTestPictureAndShape() throws IOException {
        MaskSubmissionFormat.of(competition, folder, data);
        List<String> lines = Files.readAllLines(folder.resolve("data/sample_submission.csv"));
        assertThat(lines).hasSize(1 + TEST * Shape.values().length).startsWith("image,class,rle", "shapes_0033,disk,");
    }

    @Test
    void progressIsToldAfterEveryImage() {
        assertThat(reported)
                .hasSize(TRAIN + TEST)
                .isSortedAccordingTo((a, b) -> b - a)
                .endsWith(0);
    }

    @Test
    void masksHaveTheirPicturesSizesOfWhichThereAreSome() {
        assertThat(all()).allMatch(seen -> seen.labels.length * 3 == seen.bgr.length);
        Set<List<Integer>> sizes = new HashSet<>();
        all().forEach(seen -> sizes.add(List.of(seen.width, seen.height)));
        assertThat(sizes).hasSizeGreaterThan(2);
        assertThat(all())
                .allMatch(seen -> Math.min(seen.width, seen.height) >= 120)
                .allMatch(seen -> Math.max(seen.width, seen.height) <= 192);
    }

    @Test
    void masksShowColoursInAViewer() throws IOException {
        BufferedImage mask = ImageIO.read(masks("solution").get(0).toFile());
        IndexColorModel palette = (IndexColorModel) mask.getColorModel();
        assertThat(new int[] {palette.getRGB(0), palette.getRGB(1), palette.getRGB(2), palette.getRGB(3)})
                .containsExactly(0xFF000000, 0xFF800000, 0xFF008000, 0xFF808000);
        assertThat(palette.getRGB(255)).isEqualTo(0xFFE0E0C0);
    }

    @Test
    void everyShapeHasItsShareAndMostPixelsAreBackground() {
        long[] counts = new long[256];
        long pixels = 0;
        for (Seen seen : all()) {
            for (byte label : seen.labels) {
                counts[label & 0xFF]++;
            }
            pixels += seen.labels.length;
        }
        assertThat((double) counts[0] / pixels).isBetween(0.5, 0.8);
        for (Shape shape : Shape.values()) {
            assertThat((double) counts[shape.index()] / pixels)
                    .as(shape.label())
                    .isBetween(0.015, 0.12);
        }
        assertThat((double) counts[ShapeScene.MIXED] / pixels).isBetween(0.02, 0.1);
    }

    @Test
    void somePicturesShowFewShapesAndSomeMany() {
        List<Integer> kinds = all().stream()
                .map(seen -> (int) IntStream.range(1, CLASSES)
                        .filter(label -> contains(seen.labels, label))
                        .count())
                .toList();
        assertThat(kinds).contains(1).anyMatch(count -> count >= 4);
    }

    /** A mask that lies a little beside its picture would not pass. */
    @Test
    void mixedPixelsLieOnEdgesOfThePicture() {
        double onEdges = 0;
        double beside = 0;
        for (Seen seen : train) {
            onEdges += contrast(seen, 0);
            beside += contrast(seen, 6);
        }
        assertThat(onEdges).isGreaterThan(1.8 * beside);
    }

    @Test
    void theLastShapeLiesOnTop() {
        List<Shape> shapes = new ArrayList<>(Collections.nCopies(60, Shape.DISK));
        assertThat(share(shapes, Shape.DISK)).isGreaterThan(0.7);
        shapes.addAll(Collections.nCopies(60, Shape.TRIANGLE));
        assertThat(share(shapes, Shape.TRIANGLE)).isGreaterThan(0.6);
        assertThat(share(shapes, Shape.DISK)).isLessThan(0.2);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aShapeFillsItsCircleButDoesNotLeaveIt(Shape shape) {
        Body body = shape.body(Draw.of(SEED, shape));
        double farthest = 0;
        for (double x = -1.5; x <= 1.5; x += 0.01) {
            for (double y = -1.5; y <= 1.5; y += 0.01) {
                farthest = Math.max(farthest, body.depth(x, y) > 0 ? Math.sqrt(x * x + y * y) : 0);
            }
        }
        assertThat(farthest).isBetween(0.7, 1.1);
    }

    @Test
    void coloursTellLittle() {
        ColourTable table = new ColourTable(CLASSES);
        train.forEach(seen -> table.learn(seen.bgr, seen.labels));
        assertThat(meanIou(test, table)).isBetween(0.02, 0.2);
        // It is the pictures that are hard, not the table that cannot learn.
        ColourTable single = new ColourTable(CLASSES);
        single.learn(test.get(0).bgr, test.get(0).labels);
        assertThat(meanIou(test.subList(0, 1), single)).isGreaterThan(0.4);
    }

    @Test
    void theSameSeedDrawsTheSameBytesAndAnotherOthers(@TempDir Path again, @TempDir Path other) throws IOException {
        new Shapes(4, 2).draw(again, SEED, (done, total) -> {});
        new Shapes(4, 2).draw(other, SEED + 1, (done, total) -> {});
        Path first = Path.of("train", "images", "shapes_0001.jpg");
        Path mask = Path.of("train", "masks", "shapes_0001.png");
        for (Path file : List.of(first, mask)) {
            assertThat(again.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("data").resolve(file));
            assertThat(Files.mismatch(again.resolve(file), other.resolve(file))).isNotNegative();
        }
        Path third = Files.createDirectory(again.resolve("third"));
        new Shapes(4, 2).draw(third, SEED + 1, (done, total) -> {});
        assertThat(Contents.of(third)).containsExactlyInAnyOrderEntriesOf(Contents.of(other));
    }

    @Test
    void countsBelowOneAreRefused() {
        assertThat(Generators.named("shapes")).isInstanceOf(Shapes.class);
        assertThatThrownBy(() -> new Shapes(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 train and 0 test pictures, expected at least one of each");
    }

    private static List<Seen> all() {
        return Stream.concat(train.stream(), test.stream()).toList();
    }

    private static List<Path> masks(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve(place))) {
            return files.sorted().toList();
        }
    }

    private static List<Seen> seen(Rows rows, List<Path> masks) throws IOException {
        List<Seen> all = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            try (Mat image = opencv_imgcodecs.imread(rows.images().get(row).toString());
                    Mat mask = MaskFile.read(masks.get(row), competition.coding())) {
                all.add(new Seen(image.cols(), image.rows(), bytes(image, 3), bytes(mask, 1)));
            }
        }
        return all;
    }

    private static byte[] bytes(Mat image, int channels) {
        byte[] bytes = new byte[image.rows() * image.cols() * channels];
        image.data().get(bytes);
        return bytes;
    }

    private static boolean contains(byte[] labels, int label) {
        return IntStream.range(0, labels.length).anyMatch(pixel -> labels[pixel] == label);
    }

    /** Mean difference in green between the neighbours to the left and right of mixed pixels, or of those beside. */
    private static double contrast(Seen seen, int beside) {
        double sum = 0;
        int count = 0;
        for (int pixel = 0; pixel < seen.labels.length; pixel++) {
            int column = pixel % seen.width + beside;
            if ((seen.labels[pixel] & 0xFF) == ShapeScene.MIXED && column >= 2 && column < seen.width - 2) {
                int at = 3 * (pixel + beside) + 1;
                sum += Math.abs((seen.bgr[at + 6] & 0xFF) - (seen.bgr[at - 6] & 0xFF));
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static double share(List<Shape> shapes, Shape shape) {
        byte[] labels = ShapeScene.of(shapes, 96, 80, Draw.of(SEED, "pile")).labels();
        return (double) IntStream.range(0, labels.length)
                        .filter(pixel -> labels[pixel] == shape.index())
                        .count()
                / labels.length;
    }

    private static double meanIou(List<Seen> pictures, ColourTable table) {
        MaskMetric metric = MaskMetrics.named("mean-iou");
        PixelConfusion confusion = new PixelConfusion(CLASSES, OptionalInt.of(0));
        pictures.forEach(seen -> confusion.add(seen.labels, table.predict(seen.bgr)));
        return metric.score(confusion);
    }
}
