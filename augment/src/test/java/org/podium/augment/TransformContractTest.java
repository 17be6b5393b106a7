package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
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

    private static final Range WHOLE = new Range(1, 1);
    private static final Optional<Integer> AUTO = Optional.empty();

    /** Transforms, each with the sizes it promises. */
    private static final Map<Transform, Function<ImageSize, Set<ImageSize>>> TRANSFORMS = new LinkedHashMap<>();

    static {
        TRANSFORMS.put(new Resize(9, true), size -> Set.of(ImageSize.square(9)));
        TRANSFORMS.put(new Resize(9, false, Optional.of(7), Optional.of(11)), size -> Set.of(new ImageSize(11, 7)));
        TRANSFORMS.put(
                new Resize(9, false),
                size -> Set.of(
                        size.width() < size.height()
                                ? new ImageSize(9, 9 * size.height() / size.width())
                                : new ImageSize(9 * size.width() / size.height(), 9)));
        TRANSFORMS.put(
                new LongestMaxSize(20),
                size -> Set.of(
                        size.width() < size.height()
                                ? new ImageSize(rounded(20.0 * size.width() / size.height()), 20)
                                : new ImageSize(20, rounded(20.0 * size.height() / size.width()))));
        TRANSFORMS.put(
                new Pad(30, 20, 1, 1, Pad.Position.CENTER, Border.DEFAULTS),
                size -> Set.of(new ImageSize(Math.max(20, size.width()), Math.max(30, size.height()))));
        TRANSFORMS.put(
                new Pad(1, 1, 8, 16, Pad.Position.RANDOM, Border.DEFAULTS),
                size -> Set.of(new ImageSize((size.width() + 15) / 16 * 16, (size.height() + 7) / 8 * 8)));
        TRANSFORMS.put(new CenterCrop(12), size -> Set.of(ImageSize.square(12)));
        TRANSFORMS.put(new CenterCrop(12, Optional.of(9), Optional.of(14)), size -> Set.of(new ImageSize(14, 9)));
        TRANSFORMS.put(new RandomCrop(12), size -> Set.of(ImageSize.square(12)));
        TRANSFORMS.put(
                new RandomCrop(12, Optional.of(9), Optional.of(14), Border.DEFAULTS),
                size -> Set.of(new ImageSize(14, 9)));
        TRANSFORMS.put(
                new RandomForegroundCrop(12, AUTO, AUTO, 0.3, Optional.of(0), 3, Border.DEFAULTS),
                size -> Set.of(ImageSize.square(12)));
        TRANSFORMS.put(
                new RandomResizedCrop(10, new Range(0.08, 1), new Range(0.75, 1.33)),
                size -> Set.of(ImageSize.square(10)));
        TRANSFORMS.put(
                new RandomResizedCrop(10, WHOLE, WHOLE, Optional.of(9), Optional.of(40)),
                size -> Set.of(new ImageSize(40, 9)));
        Stream.of(
                        new HorizontalFlip(0),
                        new HorizontalFlip(0.5),
                        new HorizontalFlip(1),
                        new VerticalFlip(0.5),
                        new Transpose(0),
                        Rotate.DEFAULTS,
                        Affine.DEFAULTS,
                        new Affine(
                                new Range(0.6, 1.4),
                                false,
                                new Range(-0.2, 0.2),
                                new Range(-30, 30),
                                new Range(-20, 20),
                                Border.DEFAULTS),
                        Perspective.DEFAULTS,
                        ElasticTransform.DEFAULTS,
                        new ElasticTransform(3, 1, Border.DEFAULTS),
                        GridDistortion.DEFAULTS,
                        new CoarseDropout(new IntRange(1, 4), new Range(0, 0.4), new Range(0.1, 1), 0, true),
                        new SomeOf(1, List.of(Rotate.DEFAULTS, new ColorJitter(1, 1, 1, 0.5))))
                .forEach(transform -> TRANSFORMS.put(transform, Set::of));
        Tones.all().forEach(transform -> TRANSFORMS.put(transform, Set::of));
        TRANSFORMS.put(new Transpose(1), size -> Set.of(size.transposed()));
        Stream.of(
                        new Transpose(0.5),
                        Rotate90.DEFAULTS,
                        new Sometimes(0.5, new Transpose(1)),
                        new OneOf(List.of(new Transpose(1), new VerticalFlip(0.5))))
                .forEach(transform ->
                        TRANSFORMS.put(transform, size -> new HashSet<>(List.of(size, size.transposed()))));
        TRANSFORMS.put(
                new Sequence(List.of(new CenterCrop(9), new HorizontalFlip(0.5))), size -> Set.of(ImageSize.square(9)));
    }

    private static int rounded(double side) {
        return (int) Math.max(1, Math.rint(side));
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

    static Stream<Transform> transforms() {
        return TRANSFORMS.keySet().stream();
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
        Set<ImageSize> promised = TRANSFORMS.get(transform).apply(size);
        for (int seed = 0; seed < DRAWS; seed++) {
            Change change = transform.draw(Sample.of(image), stream(seed));
            Mat changed = change.apply(image);

            assertThat(changed.type()).isEqualTo(opencv_core.CV_8UC3);
            assertThat(ImageSize.of(changed)).isIn(promised).isEqualTo(change.outputSize(size));
        }
        Optional<ImageSize> told = transform.outputSize(Optional.of(size));
        assertThat(told).isEqualTo(promised.size() == 1 ? promised.stream().findAny() : Optional.empty());
        transform.outputSize(Optional.empty()).ifPresent(any -> assertThat(told).contains(any));
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
