package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the parameters of tones are distributed, and the noise. */
class ToneDrawTest {
    private static final int DRAWS = 20_000;

    static Stream<Arguments> uniform() {
        IntRange odd = new IntRange(4, 10);
        return Stream.of(
                drawn(RandomBrightnessContrast.DEFAULTS, Linear.class, Linear::factor, 0.8, 1.2),
                drawn(RandomBrightnessContrast.DEFAULTS, Linear.class, Linear::shift, -0.2, 0.2),
                drawn(HueSaturationValue.DEFAULTS, HsvShift.class, HsvShift::hue, -20, 20),
                drawn(HueSaturationValue.DEFAULTS, HsvShift.class, HsvShift::saturation, -30, 30),
                drawn(HueSaturationValue.DEFAULTS, HsvShift.class, HsvShift::value, -20, 20),
                drawn(RandomGamma.DEFAULTS, Gamma.class, Gamma::exponent, 0.8, 1.2),
                drawn(Clahe.DEFAULTS, LocalEqualization.class, LocalEqualization::clipLimit, 1, 4),
                drawn(GaussianBlur.DEFAULTS, Smoothing.class, Smoothing::sigma, 0.5, 3),
                drawn(new MotionBlur(odd, true, new Range(0, 90), new Range(0, 1)), Smear.class, Smear::size, 5, 9),
                drawn(MotionBlur.DEFAULTS, Smear.class, Smear::angle, 0, 360),
                drawn(MotionBlur.DEFAULTS, Smear.class, Smear::direction, -1, 1),
                drawn(GaussNoise.DEFAULTS, Noise.class, Noise::deviation, 0.2 * 255, 0.44 * 255),
                drawn(ImageCompression.DEFAULTS, Compression.class, Compression::quality, 99, 100),
                drawn(new Solarize(new Range(0.2, 0.6)), Solarization.class, Solarization::threshold, 51, 153),
                drawn(new Posterize(new IntRange(2, 5)), Posterization.class, Posterization::bits, 2, 5),
                drawn(Sharpen.DEFAULTS, Sharpening.class, Sharpening::alpha, 0.2, 0.5),
                drawn(Sharpen.DEFAULTS, Sharpening.class, Sharpening::lightness, 0.5, 1));
    }

    private static <T extends Tone> Arguments drawn(
            Transform transform, Class<T> kind, ToDoubleFunction<T> parameter, double low, double high) {
        ToDoubleFunction<Change> read = change -> parameter.applyAsDouble(kind.cast(change));
        return arguments(transform, read, low, high);
    }

    @ParameterizedTest
    @MethodSource("uniform")
    void drawsUniformly(Transform transform, ToDoubleFunction<Change> parameter, double low, double high) {
        var values = changes(transform, DRAWS).mapToDouble(parameter).summaryStatistics();

        double width = high - low;
        assertThat(values.getMin()).isBetween(low, low + 0.01 * width);
        assertThat(values.getMax()).isBetween(high - 0.01 * width, high);
        assertThat(values.getAverage()).isCloseTo((low + high) / 2, within(0.01 * width));
    }

    @Test
    void aBlurIsAsWideAsItsGaussianUnlessToldOtherwise() {
        assertThat(changes(GaussianBlur.DEFAULTS, 100).map(Smoothing.class::cast))
                .allSatisfy(blur -> assertThat(blur.width()).isEqualTo(2 * (int) (3.5 * blur.sigma()) + 1));
        assertThat(changes(new GaussianBlur(new IntRange(3, 6), new Range(1, 1)), 100)
                        .map(change -> ((Smoothing) change).width()))
                .containsOnly(3, 5, 7);
    }

    @Test
    void randAugmentDrawsEveryOperationEquallyOften() {
        Map<Class<?>, Long> kinds = changes(new RandAugment(1, 30, 31, Border.DEFAULTS), 14_000)
                .map(chain -> ((Chain) chain).changes().get(0).getClass())
                .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));

        // Shears, translations and the rotation are warps.
        assertThat(kinds.remove(Warp.class)).isBetween(4_700L, 5_300L);
        assertThat(kinds).hasSize(9);
        assertThat(kinds.values()).allSatisfy(count -> assertThat(count).isBetween(870L, 1_130L));
    }

    @Test
    void randAugmentGoesEitherWayAtItsMagnitude() {
        Map<Double, Long> factors = changes(new RandAugment(1, 10, 31, Border.DEFAULTS), 14_000)
                .flatMap(chain -> ((Chain) chain).changes().stream())
                .filter(Brightness.class::isInstance)
                .map(change -> Math.rint(((Brightness) change).factor() * 1e6) / 1e6)
                .collect(Collectors.groupingBy(factor -> factor, Collectors.counting()));

        assertThat(factors).containsOnlyKeys(0.7, 1.3);
        assertThat(factors.get(0.7)).isBetween(400L, 600L);
    }

    @Test
    void trivialAugmentDrawsEveryMagnitude() {
        assertThat(changes(TrivialAugmentWide.DEFAULTS, DRAWS)
                        .filter(Posterization.class::isInstance)
                        .map(change -> ((Posterization) change).bits()))
                .contains(2, 3, 4, 5, 6, 7, 8)
                .doesNotContain(1);
        assertThat(changes(TrivialAugmentWide.DEFAULTS, DRAWS)
                        .filter(Solarization.class::isInstance)
                        .map(change -> ((Solarization) change).threshold())
                        .distinct())
                .hasSize(31);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noiseIsNormallyDistributed(boolean perChannel) {
        Mat grey = Images.plain(300, 200, 128, 128, 128);
        byte[] noisy = Images.bytes(new Noise(20, 5, perChannel, 77).apply(grey));
        int step = perChannel ? 1 : 3;
        double[] z = new double[noisy.length / step];
        for (int i = 0; i < z.length; i++) {
            z[i] = ((noisy[i * step] & 0xff) - 133) / 20.0;
        }

        double error = 1 / Math.sqrt(z.length);
        assertThat(moment(z, 1)).isCloseTo(0, within(4 * error));
        assertThat(moment(z, 2)).isCloseTo(1, within(6 * error));
        assertThat(moment(z, 3)).isCloseTo(0, within(16 * error));
        assertThat(moment(z, 4)).isCloseTo(3, within(40 * error));
        // Neighbours have nothing to do with each other.
        for (int lag = 1; lag <= 5; lag++) {
            double sum = 0;
            for (int i = lag; i < z.length; i++) {
                sum += z[i] * z[i - lag];
            }
            assertThat(sum / z.length).isCloseTo(0, within(4 * error));
        }
    }

    @Test
    void noiseForAllChannelsKeepsGreyGrey() {
        byte[] noisy = Images.bytes(new Noise(30, 0, false, 5).apply(Images.grey(33, 9)));

        for (int i = 0; i < noisy.length; i += 3) {
            assertThat(noisy[i + 1]).isEqualTo(noisy[i]);
            assertThat(noisy[i + 2]).isEqualTo(noisy[i]);
        }
    }

    @Test
    void anotherSeedIsAnotherNoise() {
        Mat image = Images.plain(40, 40, 128, 128, 128);

        assertThat(Images.bytes(new Noise(20, 0, true, 1).apply(image)))
                .isNotEqualTo(Images.bytes(new Noise(20, 0, true, 2).apply(image)));
        assertThat(Images.bytes(new Noise(0, 0, true, 1).apply(image))).isEqualTo(Images.bytes(image));
    }

    private static double moment(double[] values, int power) {
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    private static Stream<Change> changes(Transform transform, int count) {
        SplittableRandom random = new SplittableRandom(8);
        Sample sample = Images.outline(4, 4);
        return Stream.generate(() -> transform.draw(sample, random)).limit(count);
    }
}
