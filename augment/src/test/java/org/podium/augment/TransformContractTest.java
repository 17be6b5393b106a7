package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every transform promises, over images of many shapes. */
class TransformContractTest {
    private static final int DRAWS = 5;

    /** Transforms, each with the size it promises. */
    private static final Map<Transform, UnaryOperator<ImageSize>> TRANSFORMS = new LinkedHashMap<>();

    static {
        UnaryOperator<ImageSize> same = size -> size;
        TRANSFORMS.put(new Resize(9, true), size -> ImageSize.square(9));
        TRANSFORMS.put(
                new Resize(9, false),
                size -> size.width() < size.height()
                        ? new ImageSize(9, 9 * size.height() / size.width())
                        : new ImageSize(9 * size.width() / size.height(), 9));
        TRANSFORMS.put(new CenterCrop(12), size -> ImageSize.square(12));
        TRANSFORMS.put(
                new RandomResizedCrop(10, new Range(0.08, 1), new Range(0.75, 1.33)), size -> ImageSize.square(10));
        TRANSFORMS.put(new HorizontalFlip(0), same);
        TRANSFORMS.put(new HorizontalFlip(0.5), same);
        TRANSFORMS.put(new HorizontalFlip(1), same);
        TRANSFORMS.put(new Sometimes(0.5, new HorizontalFlip(1)), same);
        TRANSFORMS.put(new OneOf(List.of(new HorizontalFlip(1), new ColorJitter(1, 1, 1, 0.5))), same);
        TRANSFORMS.put(new SomeOf(1, List.of(new HorizontalFlip(1), new ColorJitter(1, 1, 1, 0.5))), same);
        TRANSFORMS.put(new Sequence(List.of(new CenterCrop(9), new HorizontalFlip(0.5))), size -> ImageSize.square(9));
        TRANSFORMS.put(ColorJitter.DEFAULTS, same);
        TRANSFORMS.put(new ColorJitter(0.4, 0.4, 0.4, 0.1), same);
        TRANSFORMS.put(new ColorJitter(3, 3, 3, 0.5), same);
        tones().forEach(tone -> TRANSFORMS.put(tone, same));
    }

    private static List<Photometric> tones() {
        IntRange any = new IntRange(0, 9);
        return List.of(
                new AutoContrast(1),
                Clahe.DEFAULTS,
                new Clahe(new Range(1, 40), 3),
                new Equalize(Equalization.Mode.CV, 1),
                new Equalize(Equalization.Mode.PIL, 1),
                GaussNoise.DEFAULTS,
                new GaussNoise(new Range(0, 1), new Range(-1, 1), false),
                GaussianBlur.DEFAULTS,
                new GaussianBlur(any, new Range(0.01, 9)),
                HueSaturationValue.DEFAULTS,
                new HueSaturationValue(new Range(-180, 180), new Range(-255, 255), new Range(-255, 255)),
                new ImageCompression(new IntRange(1, 100)),
                new Invert(0.5),
                MotionBlur.DEFAULTS,
                new MotionBlur(new IntRange(4, 20), false, new Range(0, 0), new Range(1, 1)),
                new Posterize(new IntRange(1, 7)),
                RandomBrightnessContrast.DEFAULTS,
                new RandomBrightnessContrast(new Range(-1, 1), new Range(-1, 3), false),
                new RandomGamma(new Range(1, 1000)),
                Sharpen.DEFAULTS,
                new Solarize(new Range(0, 1)),
                new ToGray(0.5));
    }

    private static final Map<String, Supplier<Mat>> IMAGES = new LinkedHashMap<>();

    static {
        IMAGES.put("noise", () -> Images.noise(32, 24));
        IMAGES.put("odd sides", () -> Images.noise(31, 17));
        IMAGES.put("one pixel", () -> Images.noise(1, 1));
        IMAGES.put("one row", () -> Images.noise(57, 1));
        IMAGES.put("one column", () -> Images.noise(1, 57));
        IMAGES.put("smaller than any crop", () -> Images.noise(5, 7));
        IMAGES.put("grey", () -> Images.grey(20, 21));
        IMAGES.put("black", () -> Images.plain(16, 16, 0, 0, 0));
        IMAGES.put("white", () -> Images.plain(16, 16, 255, 255, 255));
        IMAGES.put("a view into a larger one", () -> new Mat(Images.noise(40, 40), new Rect(7, 3, 23, 29)));
    }

    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    static Stream<Arguments> all() {
        return TRANSFORMS.keySet().stream()
                .flatMap(transform -> IMAGES.keySet().stream().map(image -> arguments(transform, image)));
    }

    @Test
    void coversEveryTransform() {
        List<Class<?>> permitted = Stream.of(Combinator.class, Geometric.class, Photometric.class)
                .flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .toList();

        assertThat(TRANSFORMS.keySet().stream().<Class<?>>map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(permitted);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSameStreamGivesTheSameBytes(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        for (int seed = 0; seed < DRAWS; seed++) {
            Mat once = transform.draw(Sample.of(image), stream(seed)).apply(image);
            Mat again = transform.draw(Sample.of(image), stream(seed)).apply(image.clone());

            assertThat(Images.bytes(again)).isEqualTo(Images.bytes(once));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDrawnChangeCanBeReplayed(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        Change change = transform.draw(Sample.of(image), stream(1));
        byte[] once = Images.bytes(change.apply(image));

        assertThat(Images.bytes(change.apply(image))).isEqualTo(once);
        assertThat(transform.draw(Sample.of(image), stream(1))).isEqualTo(change);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theInputStaysUntouchedAndSharesNothingWithTheOutput(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        byte[] before = Images.bytes(image);
        for (int seed = 0; seed < DRAWS; seed++) {
            Mat changed = transform.draw(Sample.of(image), stream(seed)).apply(image);
            if (changed != image) {
                changed.setTo(new Mat(1, 1, opencv_core.CV_8U, new Scalar(77)));
            }

            assertThat(Images.bytes(image)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theOutputIsAnImageOfThePromisedSize(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        ImageSize size = ImageSize.of(image);
        ImageSize promised = TRANSFORMS.get(transform).apply(size);
        for (int seed = 0; seed < DRAWS; seed++) {
            Change change = transform.draw(Sample.of(image), stream(seed));
            Mat changed = change.apply(image);

            assertThat(changed.type()).isEqualTo(opencv_core.CV_8UC3);
            assertThat(ImageSize.of(changed)).isEqualTo(promised);
            assertThat(change.outputSize(size)).isEqualTo(promised);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theCallersScopeOwnsTheOutput(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        PointerScope callers = new PointerScope();
        Mat changed = transform.draw(Sample.of(image), stream(2)).apply(image);
        callers.close();

        assertThat(changed.isNull()).isEqualTo(changed != image);
        assertThat(image.isNull()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherKindsOfImageAreRefused(Transform transform, String name) {
        Mat image = IMAGES.get(name).get();
        Change change = transform.draw(Sample.of(image), stream(0));
        Mat singleChannel = new Mat(image.rows(), image.cols(), opencv_core.CV_8UC1);

        assertThatThrownBy(() -> change.apply(singleChannel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8-bit with three channels");
        assertThatThrownBy(() -> change.apply(new Mat())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void aSequenceIsItsTransformsInOrder(Sequence sequence) {
        Mat image = IMAGES.get("odd sides").get();
        IntFunction<RandomGenerator> streams = i -> stream(100 + i);
        Mat expected = image;
        for (int i = 0; i < sequence.transforms().size(); i++) {
            expected = sequence.transforms()
                    .get(i)
                    .draw(Sample.of(expected), stream(100 + i))
                    .apply(expected);
        }

        Chain drawn = sequence.draw(Sample.of(image), streams);

        assertThat(Images.bytes(sequence.apply(image, streams))).isEqualTo(Images.bytes(expected));
        assertThat(Images.bytes(drawn.apply(image))).isEqualTo(Images.bytes(expected));
        assertThat(drawn.outputSize(ImageSize.of(image))).isEqualTo(ImageSize.of(expected));
    }

    static Stream<Sequence> sequences() {
        return Stream.of(
                new Sequence(List.of()),
                new Sequence(List.copyOf(TRANSFORMS.keySet())),
                new Sequence(List.of(new Resize(20, false), new CenterCrop(16))),
                new Sequence(List.of(
                        new RandomResizedCrop(16, new Range(0.3, 1), new Range(0.5, 2)),
                        new HorizontalFlip(0.5),
                        new ColorJitter(0.2, 0.2, 0.2, 0.1))));
    }

    private static RandomGenerator stream(long seed) {
        return new SplittableRandom(seed);
    }
}
