package org.podium.pipeline.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.augment.Range;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.TinyProblem;

class PredictorTest {
    private static final int CLASSES = 3;
    private static final Range WHOLE = new Range(0.3, 1);
    private static final Event.Sink NOBODY = event -> {};

    @TempDir
    private static Path folder;

    private static Network network;
    private static ImageRows rows;

    @BeforeAll
    static void prepare() throws IOException {
        SplittableRandom random = new SplittableRandom(4);
        Architecture resnet = Networks.named("resnet10", 0.125, CLASSES);
        var weights = resnet.initialise(name -> random.split());
        // A head with opinions.
        Tensor head = weights.get("fc.weight");
        for (int i = 0; i < head.values().length; i++) {
            head.values()[i] *= 50;
        }
        Recipe.Model model = TinyProblem.model();
        network = new Network(resnet, weights, Numbers.FP32, model.mean(), model.sd(), Device.cpu());
        rows = TinyProblem.images(folder, 11);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    private static double[][] predict(Recipe.Tta tta, ImageRows rows, int[] which, int batchSize, long seed)
            throws IOException {
        return new Predictor(TinyProblem.model("batch-size=" + batchSize), tta, new Seed(seed), 2)
                .predict(network, rows, which, NOBODY);
    }

    private static double[][] predict(Recipe.Tta tta) throws IOException {
        return predict(tta, rows, all(rows), 4, 1);
    }

    private static int[] all(ImageRows rows) {
        return IntStream.range(0, rows.size()).toArray();
    }

    private static Recipe.Tta tta(boolean flip, int crops, Recipe.Domain domain) {
        return new Recipe.Tta(flip, false, false, List.of(), crops, WHOLE, domain);
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        assertThat(actual).hasSameDimensionsAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Recipe.Domain.class)
    void probabilitiesSumToOneAndDiffer(Recipe.Domain domain) throws IOException {
        double[][] p = predict(tta(true, 2, domain));
        assertThat(p).hasDimensions(11, CLASSES);
        for (double[] row : p) {
            assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-12));
        }
        assertThat(p[0]).isNotEqualTo(p[1]);
    }

    @Test
    void viewsAreCounted() {
        Recipe.Model model = TinyProblem.model();
        assertThat(new Predictor(model, tta(false, 0, Recipe.Domain.LOGIT), new Seed(0), 1).views())
                .isOne();
        assertThat(new Predictor(model, tta(true, 3, Recipe.Domain.LOGIT), new Seed(0), 1).views())
                .isEqualTo(5);
    }

    @Test
    void aSymmetricImageIsTheSameInTheMirror() throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(2);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 16; x++) {
                int rgb = random.nextInt(1 << 24);
                image.setRGB(x, y, rgb);
                image.setRGB(31 - x, y, rgb);
            }
        }
        Path file = folder.resolve("symmetric.png");
        ImageIO.write(image, "png", file.toFile());
        ImageRows symmetric = new ImageRows(List.of("s"), List.of(file));
        double[][] plain = predict(tta(false, 0, Recipe.Domain.PROBABILITY), symmetric, new int[1], 2, 1);
        double[][] both = predict(tta(true, 0, Recipe.Domain.PROBABILITY), symmetric, new int[1], 2, 1);
        assertThat(both[0]).containsExactly(plain[0], within(1e-12));
        // While for others the mirror image does count.
        assertThat(predict(tta(true, 0, Recipe.Domain.PROBABILITY))[0])
                .isNotEqualTo(predict(tta(false, 0, Recipe.Domain.PROBABILITY))[0]);
    }

    /** Whatever symmetry of the square is laid over the images, all eight views of them are the same eight. */
    @Test
    void allEightViewsAreThoseOfTheTransposedImagesToo() throws IOException {
        Recipe.Tta eight = new Recipe.Tta(false, false, true, List.of(), 0, WHOLE, Recipe.Domain.PROBABILITY);
        List<Path> transposed = new ArrayList<>();
        for (Path file : rows.files()) {
            BufferedImage image = ImageIO.read(file.toFile());
            BufferedImage other = new BufferedImage(image.getHeight(), image.getWidth(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    other.setRGB(y, x, image.getRGB(x, y));
                }
            }
            transposed.add(folder.resolve("transposed-" + transposed.size() + ".png"));
            ImageIO.write(other, "png", transposed.get(transposed.size() - 1).toFile());
        }
        double[][] straight = predict(eight);

        assertClose(predict(eight, new ImageRows(rows.ids(), transposed), all(rows), 4, 1), straight);
        assertThat(straight[0]).isNotEqualTo(predict(tta(true, 0, Recipe.Domain.PROBABILITY))[0]);
        assertThat(new Predictor(TinyProblem.model(), eight, new Seed(0), 1).views())
                .isEqualTo(8);
    }

    @Test
    void randomCropsFollowTheIdAndNotOrderOrBatch() throws IOException {
        Recipe.Tta tta = tta(false, 3, Recipe.Domain.PROBABILITY);
        double[][] expected = predict(tta);
        int[] backwards = IntStream.range(0, 11).map(i -> 10 - i).toArray();
        double[][] reversed = predict(tta, rows, backwards, 7, 1);
        Collections.reverse(Arrays.asList(reversed));
        assertClose(reversed, expected);
        double[][] some = predict(tta, rows, new int[] {3, 8}, 2, 1);
        assertClose(some, new double[][] {expected[3], expected[8]});
    }

    @Test
    void anotherSeedOrIdIsAnotherCrop() throws IOException {
        Recipe.Tta tta = tta(false, 1, Recipe.Domain.PROBABILITY);
        double[] expected = predict(tta)[3];
        assertThat(predict(tta, rows, all(rows), 4, 2)[3][0]).isNotCloseTo(expected[0], within(1e-4));
        List<String> ids = new ArrayList<>(rows.ids());
        ids.set(3, "another");
        assertThat(predict(tta, new ImageRows(ids, rows.files()), all(rows), 4, 1)[3][0])
                .isNotCloseTo(expected[0], within(1e-4));
    }

    @Test
    void theSameTwiceIsTheSameToTheBit() throws IOException {
        Recipe.Tta tta = tta(true, 1, Recipe.Domain.LOGIT);
        assertThat(predict(tta)).isDeepEqualTo(predict(tta));
    }

    /** The mirrored view alone follows from the plain one and the arithmetic mean of both; then the geometric mean. */
    @Test
    void domainsAreArithmeticAndGeometricMeans() throws IOException {
        double[][] plain = predict(tta(false, 0, Recipe.Domain.PROBABILITY));
        double[][] arithmetic = predict(tta(true, 0, Recipe.Domain.PROBABILITY));
        double[][] geometric = predict(tta(true, 0, Recipe.Domain.LOGIT));
        for (int i = 0; i < plain.length; i++) {
            double[] expected = new double[CLASSES];
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                double mirrored = 2 * arithmetic[i][c] - plain[i][c];
                expected[c] = Math.sqrt(plain[i][c] * mirrored);
                sum += expected[c];
            }
            for (int c = 0; c < CLASSES; c++) {
                assertThat(geometric[i][c]).isCloseTo(expected[c] / sum, within(1e-9));
            }
        }
        assertThat(geometric[0][0]).isNotCloseTo(arithmetic[0][0], within(1e-12));
    }

    @Test
    void progressEndsWithAllRowsOfAllViews() throws IOException {
        List<Event.Progress> progress = new ArrayList<>();
        new Predictor(TinyProblem.model(), tta(true, 1, Recipe.Domain.LOGIT), new Seed(1), 1)
                .predict(network, rows, all(rows), event -> progress.add((Event.Progress) event));
        assertThat(progress)
                .allMatch(p -> p.total() == 33)
                .isSortedAccordingTo((a, b) -> Long.compare(a.done(), b.done()));
        assertThat(progress.get(progress.size() - 1).done()).isEqualTo(33);
    }
}
