package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every view promises: what it says of an image, moved back, is what it says of the image. */
class ViewContractTest {
    private static final List<ImageSize> SIZES =
            List.of(new ImageSize(41, 30), new ImageSize(16, 37), new ImageSize(9, 9));

    /** What is not 0 outside the covered part is off by more than any tolerance. */
    private static final float WRONG = 1e6f;

    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static List<View> views(ImageSize size) {
        List<View> views = new ArrayList<>(View.d4());
        views.addAll(View.fiveCrop(new ImageSize(12, 14)));
        views.addAll(View.tiles(size, ImageSize.square(16), 5));
        views.addAll(List.of(View.shift(3, -2), View.shift(0, 8), View.shift(-5, 0)));
        views.addAll(List.of(View.scale(0.5), View.scale(0.75), View.scale(1.5), View.scale(2)));
        return views;
    }

    static Stream<Arguments> all() {
        return SIZES.stream().flatMap(size -> views(size).stream().map(view -> arguments(view, size)));
    }

    @Test
    void coversEveryView() {
        assertThat(views(SIZES.get(0)).stream().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(leaves(View.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ViewContractTest::leaves)
                : Stream.of(type);
    }

    @Test
    void namesAreUnique() {
        SIZES.forEach(size -> assertThat(views(size).stream().map(View::name)).doesNotHaveDuplicates());
        List<View> ofSizes = new ArrayList<>();
        for (int side : new int[] {8, 12}) {
            ofSizes.addAll(View.fiveCrop(ImageSize.square(side)));
            ofSizes.addAll(View.tiles(ImageSize.square(24), ImageSize.square(side), 0));
        }
        assertThat(ofSizes).extracting(View::name).doesNotHaveDuplicates();
        assertThat(ofSizes).extracting(View::name).contains("crop-top-left-8x8", "tile-12-0-12x12");
    }

    /** The prediction is the view's own pixels as numbers, so that undone it has to be the image's. */
    @ParameterizedTest
    @MethodSource("all")
    void undoneItIsTheImageWhereItIsCovered(View view, ImageSize size) {
        Mat image = smooth(size);
        Mat seen = view.apply(image);
        assertThat(ImageSize.of(seen)).isEqualTo(view.outputSize(size));

        Mat undone = view.undo(floats(seen), size);

        assertThat(undone.type()).isEqualTo(CV_32FC(3));
        assertThat(ImageSize.of(undone)).isEqualTo(size);
        float[] expected = numbers(floats(image));
        float[] actual = numbers(undone);
        // Scaling is not undone to the bit: the pattern changes by up to 10 levels from pixel to pixel.
        float within = view instanceof ScaleView ? 10 : 0;
        float worst = 0;
        for (int i = 0; i < actual.length; i++) {
            boolean covered = isIn(view.covered(size), i / 3 % size.width(), i / 3 / size.width());
            worst = Math.max(worst, covered ? Math.abs(actual[i] - expected[i]) : WRONG * Math.abs(actual[i]));
        }
        assertThat(worst).isLessThanOrEqualTo(within);
    }

    @ParameterizedTest
    @MethodSource("all")
    void anyNumberOfClassesIsUndoneAlike(View view, ImageSize size) {
        ImageSize seen = view.outputSize(size);
        float[] one = noise(seen);
        float[] alone = numbers(view.undo(prediction(seen, 1, one), size));
        for (int classes : new int[] {2, 4, 5, 8, 9, 255}) {
            float[] each = new float[one.length * classes];
            for (int i = 0; i < each.length; i++) {
                each[i] = one[i / classes] + i % classes;
            }
            Mat undone = view.undo(prediction(seen, classes, each), size);

            assertThat(undone.channels()).isEqualTo(classes);
            float[] numbers = numbers(undone);
            float worst = 0;
            for (int i = 0; i < numbers.length; i++) {
                boolean covered = isIn(view.covered(size), i / classes % size.width(), i / classes / size.width());
                float expected = covered ? alone[i / classes] + i % classes : 0;
                worst = Math.max(worst, Math.abs(numbers[i] - expected));
            }
            assertThat(worst).isLessThan(1e-3f);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void predictionsOfAnotherSizeOrTypeAreRefused(View view, ImageSize size) {
        ImageSize seen = view.outputSize(size);
        Mat larger = prediction(new ImageSize(seen.width() + 1, seen.height()), 1, new float[0]);

        assertThatThrownBy(() -> view.undo(larger, size))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(seen.width() + "x" + seen.height());
        assertThatThrownBy(() -> view.undo(new Mat(seen.height(), seen.width(), CV_8UC3), size))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"41,30,16,16,5", "100,16,16,16,0", "17,90,16,16,15", "7,9,16,16,5", "64,64,16,32,0"})
    void tilesTogetherAreTheImage(int width, int height, int tileWidth, int tileHeight, int overlap) {
        ImageSize size = new ImageSize(width, height);
        Mat image = smooth(size);
        float[] sum = new float[3 * width * height];
        int[] times = new int[width * height];
        for (View tile : View.tiles(size, new ImageSize(tileWidth, tileHeight), overlap)) {
            float[] undone = numbers(tile.undo(floats(tile.apply(image)), size));
            for (int i = 0; i < sum.length; i++) {
                sum[i] += undone[i];
                times[i / 3] += i % 3 == 0 && isIn(tile.covered(size), i / 3 % width, i / 3 / width) ? 1 : 0;
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= times[i / 3];
        }
        assertThat(sum).isEqualTo(numbers(floats(image)));
    }

    @Test
    void tilesAreAsFewAsTheOverlapAllows() {
        assertThat(View.tiles(new ImageSize(100, 64), ImageSize.square(64), 28)).hasSize(2);
        assertThat(View.tiles(new ImageSize(101, 64), ImageSize.square(64), 28)).hasSize(3);
        assertThatThrownBy(() -> View.tiles(ImageSize.square(9), ImageSize.square(4), 4))
                .hasMessageContaining("overlap by 0 to one less");
    }

    @Test
    void aShiftPastTheImageIsRefused() {
        assertThatThrownBy(() -> View.shift(9, 0).apply(Images.noise(9, 9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> View.scale(0)).hasMessageContaining("factor above 0");
    }

    private static boolean isIn(Part part, int column, int row) {
        return column >= part.left()
                && row >= part.top()
                && column < part.left() + part.size().width()
                && row < part.top() + part.size().height();
    }

    private static Mat smooth(ImageSize size) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i++) {
            int column = i / 3 % size.width();
            int row = i / 3 / size.width();
            rgb[i] = (byte) Math.round(120 + 40 * Math.sin(column / 5.0 + i % 3) + 40 * Math.cos(row / 6.0));
        }
        return Images.of(size.width(), size.height(), rgb);
    }

    private static Mat floats(Mat image) {
        Mat floats = new Mat();
        image.convertTo(floats, CV_32F);
        return floats;
    }

    private static float[] noise(ImageSize size) {
        byte[] bytes = Images.bytes(Images.noise(size.width(), size.height()));
        float[] noise = new float[(int) size.area()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = bytes[3 * i] / 128f;
        }
        return noise;
    }

    private static Mat prediction(ImageSize size, int classes, float[] numbers) {
        Mat prediction = new Mat(size.height(), size.width(), CV_32FC(classes));
        prediction.<FloatBuffer>createBuffer().put(numbers);
        return prediction;
    }

    private static float[] numbers(Mat prediction) {
        float[] numbers = new float[Math.toIntExact(prediction.total() * prediction.channels())];
        Mat packed = prediction.isContinuous() ? prediction : prediction.clone();
        packed.<FloatBuffer>createBuffer().get(numbers);
        return numbers;
    }
}
