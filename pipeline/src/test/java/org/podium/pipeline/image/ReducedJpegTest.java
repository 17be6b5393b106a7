package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.augment.CenterCrop;
import org.podium.augment.Chain;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.ImageSize;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Range;
import org.podium.augment.Resize;
import org.podium.augment.Sequence;
import org.podium.augment.Sometimes;
import org.podium.augment.ToGray;
import org.podium.augment.Transform;
import org.podium.augment.Window;

/** Large JPEGs are decoded at a reduced scale where little of them is wanted, and look the same. */
class ReducedJpegTest {
    private static final int WIDTH = 403;
    private static final int HEIGHT = 306;

    /** So smooth that half a pixel of the smallest image is a few levels, and everywhere another colour. */
    private static final Encoded.Painter SCENE = (x, y, channel) -> {
        double across = channel == 1 ? 1 - (double) x / WIDTH : (double) x / WIDTH;
        double down = channel == 2 ? 1 - (double) y / HEIGHT : (double) y / HEIGHT;
        return (int) Math.round(20 + 100 * across * across + 110 * down * (0.5 + across / 2));
    };

    @TempDir
    private Path folder;

    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static byte[] jpeg(int... settings) throws IOException {
        return Encoded.of(".jpg", WIDTH, HEIGHT, 3, SCENE, settings);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("scene.jpg"), bytes);
    }

    /** What a row becomes, and what it becomes if all of it is decoded. */
    private static void assertAlike(Path file, Sequence transforms, long seed, double onAverage) throws IOException {
        ImageRows rows = new ImageRows(List.of("a"), List.of(file));
        ImageRows.Streams streams = (id, transform) -> new SplittableRandom(seed + transform);
        byte[] actual = bytes(rows.through(transforms, streams).image(0));
        byte[] again = bytes(rows.through(transforms, streams).image(0));
        byte[] whole = bytes(transforms.apply(ImageFile.read(file), i -> streams.stream("a", i)));

        assertThat(again).isEqualTo(actual);
        assertThat(actual).hasSameSizeAs(whole);
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            sum += Math.abs((actual[i] & 0xFF) - (whole[i] & 0xFF));
        }
        assertThat(sum / actual.length).as("levels on average").isLessThan(onAverage);
    }

    private static byte[] bytes(Mat image) {
        byte[] rgb = new byte[3 * image.rows() * image.cols()];
        (image.isContinuous() ? image : image.clone()).data().get(rgb);
        return rgb;
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 37, 38, 39, 75, 76, 77, 150, 152, 153, 154, 300})
    void aWholeImageMadeSmallerLooksTheSame(int size) throws IOException {
        assertAlike(file(jpeg()), new Sequence(List.of(new Resize(size, true))), 1, 1.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aCropOfATurnedImageIsTheSame(int orientation) throws IOException {
        Path turned = file(Encoded.withExif(jpeg(), orientation, new byte[0]));
        for (int seed = 0; seed < 6; seed++) {
            // The edges move by up to half of a smaller pixel; the wrong way up it would be tens of levels.
            assertAlike(turned, crops(24), seed, 3);
        }
    }

    @Test
    void progressiveAndGreyFilesToo() throws IOException {
        assertAlike(file(jpeg(opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1)), crops(24), 3, 2.5);
        assertAlike(file(Encoded.of(".jpg", WIDTH, HEIGHT, 1, SCENE)), crops(24), 3, 2.5);
    }

    @Test
    void anyOtherFormatIsDecodedWhole() throws IOException {
        assertAlike(file(Encoded.of(".png", WIDTH, HEIGHT, 3, SCENE)), crops(24), 3, Double.MIN_VALUE);
    }

    private static Sequence crops(int size) {
        return new Sequence(List.of(
                new RandomResizedCrop(size, new Range(0.3, 1), RandomResizedCrop.DEFAULTS.ratio()),
                new HorizontalFlip(0.5)));
    }

    @ParameterizedTest
    @CsvSource({
        "200, 1, 403, 306",
        "153, 2, 202, 153",
        "100, 2, 202, 153",
        "76, 4, 101, 77",
        "38, 8, 51, 39",
        "5, 8, 51, 39",
    })
    void theScaleLeavesAtLeastWhatIsWanted(int size, int factor, int width, int height) throws IOException {
        ImageSize image = new ImageSize(WIDTH, HEIGHT);
        Chain drawn = new Sequence(List.of(new Resize(size, true))).draw(image, i -> new SplittableRandom(0));

        assertThat(drawn.reduction(image, 8)).isEqualTo(factor);
        Path path = file(jpeg());
        Mat decoded = ImageFile.decode(path, Files.readAllBytes(path), factor);
        assertThat(ImageSize.of(decoded)).isEqualTo(new ImageSize(width, height));
        assertThat(drawn.reduced(factor, image).changes())
                .containsExactly(new Window(0, 0, new ImageSize(width, height), new ImageSize(size, size)));
    }

    @Test
    void whatComesLaterOrReachesBeyondTheImageIsDecodedWhole() {
        for (Transform first : List.of(new HorizontalFlip(1), new CenterCrop(500), new CenterCrop(10))) {
            ImageSize image = new ImageSize(WIDTH, HEIGHT);
            Chain drawn = new Sequence(List.of(first, new Resize(4, true))).draw(image, i -> new SplittableRandom(0));

            assertThat(drawn.reduction(image, 8)).isOne();
        }
    }

    @Test
    void whatWasDrawnToDoNothingMayComeBefore() throws IOException {
        ImageSize image = new ImageSize(WIDTH, HEIGHT);
        Sequence transforms = new Sequence(List.of(
                new HorizontalFlip(0),
                new Sometimes(0, new CenterCrop(10)),
                new Sequence(List.of(new ToGray(0), new Resize(76, true))),
                new HorizontalFlip(1)));
        Chain drawn = transforms.draw(image, i -> new SplittableRandom(0));

        assertThat(drawn.reduction(image, 8)).isEqualTo(4);
        assertThat(drawn.reduced(1, image)).isSameAs(drawn);
        assertAlike(file(jpeg()), transforms, 1, 1.5);
        for (Chain idle :
                List.of(new Chain(List.of()), new Chain(drawn.changes().subList(0, 2)))) {
            assertThat(idle.reduction(image, 8)).isOne();
        }
    }

    @Test
    void theHeaderTellsTheSizeThatIsShown() throws IOException {
        assertThat(Jpeg.size(jpeg())).contains(new ImageSize(WIDTH, HEIGHT));
        assertThat(Jpeg.size(Encoded.withExif(jpeg(), 4, new byte[0]))).contains(new ImageSize(WIDTH, HEIGHT));
        assertThat(Jpeg.size(Encoded.withExif(jpeg(), 5, new byte[0]))).contains(new ImageSize(HEIGHT, WIDTH));
        assertThat(Jpeg.size(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}))
                .isEmpty();
        assertThat(Jpeg.size("no image at all".getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    @Test
    void aSizeThatTheDecoderDoesNotFindIsForgotten() throws IOException {
        // A second orientation: podium goes by the first, OpenCV by the last.
        byte[] once = Encoded.withExif(jpeg(), 1, new byte[0]);
        byte[] twice = Encoded.withExif(once, 6, new byte[0]);

        assertAlike(file(twice), crops(24), 4, 2.5);
    }
}
