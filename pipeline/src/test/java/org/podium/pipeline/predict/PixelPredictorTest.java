package org.podium.pipeline.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.augment.View;
import org.podium.ensemble.Averaging;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.train.TinyProblem;

/** With networks that look at each pixel alone, so that what comes out can be told from the image. */
class PixelPredictorTest {
    private static final int SIDE = 20;

    /** More than OpenCV handles as colours. */
    private static final int CLASSES = 6;

    private static Recipe.Model model(double overlap, double scale) {
        return TinyProblem.model(
                "network=unet-resnet10",
                "batch-size=2",
                "window={size: " + SIDE + ", overlap: " + overlap + ", scale: " + scale + "}");
    }

    /** Three channels and what they leave, each split in two classes. */
    private static void probabilities(int red, int green, int blue, float[] into, int from) {
        float all = 3 * 255f;
        float[] parts = {red / all, green / all, blue / all};
        Arrays.fill(into, from, from + CLASSES, (1 - parts[0] - parts[1] - parts[2]) / CLASSES);
        for (int c = 0; c < parts.length; c++) {
            into[from + c] += parts[c] * 3 / 4;
            into[from + 3 + c] += parts[c] / 4;
        }
    }

    private static float[] ofEachPixel(ByteBuffer pixels) {
        float[] probabilities = new float[pixels.remaining() / 3 * CLASSES];
        for (int i = 0; i < pixels.remaining() / 3; i++) {
            int at = pixels.position() + 3 * i;
            probabilities(
                    pixels.get(at) & 0xff,
                    pixels.get(at + 1) & 0xff,
                    pixels.get(at + 2) & 0xff,
                    probabilities,
                    i * CLASSES);
        }
        return probabilities;
    }

    private static byte[] noise(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new SplittableRandom(width).nextBytes(rgb);
        return rgb;
    }

    /** Every pixel has a colour of its own, and neighbours have nearly the same. */
    private static byte[] slopes(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (4 * x);
                rgb[at + 1] = (byte) (4 * y);
                rgb[at + 2] = (byte) (255 - 2 * (x + y));
            }
        }
        return rgb;
    }

    private static float[] expected(byte[] rgb) {
        return ofEachPixel(ByteBuffer.wrap(rgb));
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static float[] predict(PixelPredictor predictor, byte[] rgb, int width, int height) throws IOException {
        float[] all = new float[width * height * CLASSES];
        int[] done = {0};
        try (PointerScope scope = new PointerScope()) {
            Mat image = new Mat(height, width, opencv_core.CV_8UC3);
            image.data().put(rgb);
            predictor.predict(image, (rows, probabilities) -> {
                assertThat(rows).isPositive();
                System.arraycopy(probabilities, 0, all, done[0] * width * CLASSES, rows * width * CLASSES);
                done[0] += rows;
            });
        }
        assertThat(done[0]).as("rows handed on").isEqualTo(height);
        return all;
    }

    private static PixelPredictor perPixel(Recipe.Model model, PixelViews views, Averaging averaging) {
        return new PixelPredictor(
                (pixels, rows, height, width) -> {
                    assertThat(pixels.remaining()).isEqualTo(rows * height * width * 3);
                    return ofEachPixel(pixels);
                },
                model,
                CLASSES,
                views,
                averaging);
    }

    /** Mirrored and turned pixels come back to the place that they came from. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7 | 5
            1 | 1
            20 | 20
            33 | 20
            20 | 47
            11 | 45
            45 | 11
            51 | 42
            """)
    void windowsAndSymmetriesChangeNothingWherePixelsAreSeenAlone(int width, int height) throws IOException {
        byte[] rgb = noise(width, height);
        float[] direct = expected(rgb);
        for (double overlap : new double[] {0, 0.5, 0.7}) {
            Averaging averaging = overlap == 0.5 ? Averaging.LOGIT : Averaging.PROBABILITY;
            PixelPredictor predictor = perPixel(model(overlap, 1), new PixelViews(View.d4(), List.of(1.0)), averaging);
            float[] predicted = predict(predictor, rgb, width, height);
            float worst = 0;
            for (int i = 0; i < direct.length; i++) {
                worst = Math.max(worst, Math.abs(predicted[i] - direct[i]));
            }
            assertThat(worst).isLessThan(1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void eachViewIsUndoneOnItsOwn(int view) throws IOException {
        byte[] rgb = noise(31, 23);
        PixelViews alone = new PixelViews(List.of(View.d4().get(view)), List.of(1.0));
        assertThat(predict(perPixel(model(0.5, 1), alone, Averaging.PROBABILITY), rgb, 31, 23))
                .containsExactly(expected(rgb), within(1e-5f));
    }

    /** On slopes a pixel more or less is 0.005 in a class, and scaling changes next to nothing. */
    @ParameterizedTest
    @CsvSource({"1.6,1", "3.2,1", "6.4,1", "1,0.5", "1,0.7", "1,2", "1.6,1.25"})
    void whatIsScaledIsScaledBack(double scale, double windowScale) throws IOException {
        int width = 51;
        int height = 42;
        byte[] rgb = slopes(width, height);
        float[] direct = expected(rgb);
        for (List<View> views : List.of(List.of(View.identity()), View.d4())) {
            PixelPredictor predictor =
                    perPixel(model(0.5, windowScale), new PixelViews(views, List.of(scale)), Averaging.PROBABILITY);
            float[] scaled = predict(predictor, rgb, width, height);
            double worst = 0;
            double sum = 0;
            for (int i = 0; i < direct.length; i++) {
                worst = Math.max(worst, Math.abs(scaled[i] - direct[i]));
                sum += Math.abs(scaled[i] - direct[i]);
            }
            assertThat(worst).isLessThan(0.004);
            assertThat(sum / direct.length).isLessThan(0.0005);
        }
    }

    /** What is inside of a window counts more than its edge, where a network sees only half of what is around. */
    @Test
    void theMiddleOfAWindowCountsMost() throws IOException {
        int width = 2 * SIDE;
        byte[] rgb = noise(width, SIDE);
        PixelPredictor predictor = new PixelPredictor(
                (pixels, rows, height, across) -> {
                    float[] edges = new float[rows * height * across * CLASSES];
                    for (int i = 0; i < rows * height * across; i++) {
                        boolean edge = i % across < 3 || i % across >= across - 3;
                        edges[i * CLASSES + (edge ? 1 : 0)] = 1;
                    }
                    return edges;
                },
                model(0.5, 1),
                CLASSES,
                PixelViews.PLAIN,
                Averaging.PROBABILITY);
        float[] predicted = predict(predictor, rgb, width, SIDE);
        for (int x = 3; x < width - 3; x++) {
            assertThat(predicted[x * CLASSES + 1]).as("x %d", x).isLessThan(0.2f);
        }
    }

    /** So that memory is for a row of windows, however tall the image is. */
    @ParameterizedTest
    @ValueSource(ints = {50, 500})
    void rowsAreHandedOnAsSoonAsNoWindowReachesThem(int height) throws IOException {
        int width = 25;
        int[] given = {0};
        int[] calls = {0};
        List<Integer> held = new ArrayList<>();
        List<Integer> bands = new ArrayList<>();
        Windows down = new Windows(height, SIDE, 0.5);
        int callsOfARow = 2; // two windows lie beside each other in one batch, in two views
        IntUnaryOperator reached = call -> down.start(call / callsOfARow) + SIDE;
        PixelPredictor predictor = new PixelPredictor(
                (pixels, rows, side, across) -> {
                    held.add(reached.applyAsInt(calls[0]++) - given[0]);
                    return ofEachPixel(pixels);
                },
                model(0.5, 1),
                CLASSES,
                new PixelViews(List.of(View.identity(), View.horizontalFlip()), List.of(1.0)),
                Averaging.PROBABILITY);
        try (Mat image = new Mat(height, width, opencv_core.CV_8UC3)) {
            image.data().put(noise(width, height));
            predictor.predict(image, (rows, probabilities) -> {
                given[0] += rows;
                bands.add(probabilities.length);
            });
        }
        assertThat(calls[0]).isEqualTo(callsOfARow * down.count());
        assertThat(held).as("rows seen and not handed on").allMatch(rows -> rows == SIDE);
        assertThat(bands).hasSize(down.count()).allMatch(length -> length == SIDE * width * CLASSES);
    }

    /** Windows of 64 px are common for small images, and a scale that changes nothing is a view paid for twice. */
    @Test
    void scalesOfSmallWindowsChangeThem() {
        Recipe.Model model = TinyProblem.model("network=unet-resnet10", "window={size: 64}");
        assertThat(List.of(0.25, 0.75, 1.0, 1.25, 1.5)).map(model::windowSize).containsExactly(16, 48, 64, 80, 96);
        Recipe.Model odd = TinyProblem.model("network=unet-resnet10", "window={size: 50}");
        assertThat(odd.windowSize(1)).isEqualTo(50);
        assertThat(odd.windowSize(0.01)).isEqualTo(8);
    }

    @Test
    void workersGetMemoryForTheLargestScale() {
        Recipe.Model model = TinyProblem.model("network=unet-resnet10", "batch-size=8", "window={size: 256}");
        PixelViews large = new PixelViews(List.of(View.identity()), List.of(1.0, 4.0, 0.5));
        assertThat(PixelPredictor.heap(model, large, CLASSES, 256))
                .isGreaterThan(8L * 1024 * 1024 * CLASSES * Float.BYTES);
        assertThat(PixelPredictor.heap(model, PixelViews.PLAIN, CLASSES, 256))
                .isLessThan(8L * 1024 * 1024 * CLASSES * Float.BYTES);
    }
}
