package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How parameters are distributed. */
class DrawTest {
    private static final int DRAWS = 20_000;
    private static final Sample SMALL = Images.outline(4, 4);

    @ParameterizedTest
    @CsvSource({"500,375", "375,500", "640,640"})
    void aResizedCropHasTheAreaAndRatioItWasAskedFor(int width, int height) {
        ImageSize image = new ImageSize(width, height);
        Range scale = new Range(0.1, 0.3);
        Range ratio = new Range(0.5, 2);

        List<Window> windows = windows(new RandomResizedCrop(224, scale, ratio), image);

        assertThat(windows).allSatisfy(window -> {
            // A side is rounded by up to half a pixel.
            double pixel = 1.0 / window.source().shorter();
            assertThat(share(window, image)).isBetween(0.1 * (1 - pixel), 0.3 * (1 + pixel));
            assertThat(window.source().ratio()).isBetween(0.5 * (1 - pixel), 2 * (1 + pixel));
            assertThat(window.left()).isBetween(0, width - window.source().width());
            assertThat(window.top()).isBetween(0, height - window.source().height());
            assertThat(window.output()).isEqualTo(ImageSize.square(224));
        });
        // These always fit, with room to spare: the share is uniform, the logarithm of the ratio too, and so symmetric
        // around 1.
        assertThat(mean(windows.stream().mapToDouble(window -> share(window, image))))
                .isCloseTo(0.2, within(0.002));
        assertThat(mean(windows.stream()
                        .mapToDouble(window -> Math.log(window.source().ratio()))))
                .isCloseTo(0, within(0.02));
        // Every place is equally likely: half of the room is to the left on average, and above.
        assertThat(mean(windows.stream()
                        .mapToDouble(
                                w -> (double) w.left() / (width - w.source().width()))))
                .isCloseTo(0.5, within(0.01));
        assertThat(mean(windows.stream()
                        .mapToDouble(
                                w -> (double) w.top() / (height - w.source().height()))))
                .isCloseTo(0.5, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        // Ten attempts in vain; torchvision's fallback: as large as the allowed ratios let it be, in the middle.
        "1000,10,493,0,13,10",
        "10,1000,0,493,10,13",
    })
    void aResizedCropOfAStripIsCentral(int width, int height, int left, int top, int cutWidth, int cutHeight) {
        RandomResizedCrop crop = new RandomResizedCrop(8, new Range(0.9, 1), new Range(0.75, 1.333));

        assertThat(crop.draw(Images.outline(width, height), new SplittableRandom(0)))
                .isEqualTo(new Window(left, top, new ImageSize(cutWidth, cutHeight), ImageSize.square(8)));
    }

    @Test
    void aResizedCropWithFullScaleAndTheImagesRatioIsTheWholeImage() {
        RandomResizedCrop crop = new RandomResizedCrop(8, new Range(1, 1), new Range(1, 1));

        assertThat(crop.draw(Images.outline(30, 30), new SplittableRandom(0)))
                .isEqualTo(Window.whole(ImageSize.square(30), ImageSize.square(8)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 1})
    void aFlipHappensAsOftenAsAsked(double p) {
        SplittableRandom random = new SplittableRandom(5);
        HorizontalFlip transform = new HorizontalFlip(p);

        double share = mean(Stream.generate(() -> transform.draw(SMALL, random))
                .limit(DRAWS)
                .mapToDouble(flip -> flip.horizontal() ? 1 : 0));

        // Never and always are exact; otherwise four standard errors.
        assertThat(share).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / DRAWS)));
    }

    @Test
    void jitterDrawsUniformlyAndNoFactorBelowZero() {
        ColorJitter jitter = new ColorJitter(0.4, 2, 0.1, 0.25);

        List<Change> tones =
                jitters(jitter).flatMap(chain -> chain.changes().stream()).toList();

        assertUniform(
                tones.stream().filter(Brightness.class::isInstance).mapToDouble(t -> ((Brightness) t).factor()),
                0.6,
                1.4);
        assertUniform(
                tones.stream().filter(Contrast.class::isInstance).mapToDouble(t -> ((Contrast) t).factor()), 0, 3);
        assertUniform(
                tones.stream().filter(Saturation.class::isInstance).mapToDouble(t -> ((Saturation) t).factor()),
                0.9,
                1.1);
        assertUniform(tones.stream().filter(Hue.class::isInstance).mapToDouble(t -> ((Hue) t).shift()), -0.25, 0.25);
    }

    @Test
    void jitterAppliesItsFourInEveryOrderEquallyOften() {
        var orders = jitters(new ColorJitter(0.4, 0.4, 0.4, 0.1))
                .map(chain ->
                        chain.changes().stream().<Class<?>>map(Object::getClass).toList())
                .collect(Collectors.groupingBy(order -> order, Collectors.counting()));

        assertThat(orders).hasSize(24);
        assertThat(orders.values())
                .allSatisfy(count -> assertThat(count).isBetween(DRAWS / 24 - 130L, DRAWS / 24 + 130L));
    }

    @Test
    void jitterLeavesOutWhatIsNotAskedFor() {
        assertThat(new ColorJitter(0, 0, 0.3, 0)
                        .draw(SMALL, new SplittableRandom(0))
                        .changes())
                .singleElement()
                .isInstanceOf(Saturation.class);
        assertThat(ColorJitter.DEFAULTS.draw(SMALL, new SplittableRandom(0)).changes())
                .isEmpty();
    }

    private static Stream<Chain> jitters(ColorJitter jitter) {
        SplittableRandom random = new SplittableRandom(6);
        return Stream.generate(() -> jitter.draw(SMALL, random)).limit(DRAWS);
    }

    private static List<Window> windows(RandomResizedCrop crop, ImageSize image) {
        SplittableRandom random = new SplittableRandom(7);
        Sample sample = Images.outline(image.width(), image.height());
        return Stream.generate(() -> crop.draw(sample, random)).limit(DRAWS).toList();
    }

    private static double share(Window window, ImageSize image) {
        return (double) window.source().area() / image.area();
    }

    private static double mean(DoubleStream values) {
        return values.average().orElseThrow();
    }

    private static void assertUniform(DoubleStream draws, double low, double high) {
        var values = draws.summaryStatistics();
        double width = high - low;
        assertThat(values.getCount()).isEqualTo(DRAWS);
        assertThat(values.getMin()).isBetween(low, low + 0.01 * width);
        assertThat(values.getMax()).isBetween(high - 0.01 * width, high);
        assertThat(values.getAverage()).isCloseTo((low + high) / 2, within(0.01 * width));
    }
}
