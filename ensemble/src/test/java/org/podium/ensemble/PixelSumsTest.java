package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PixelSumsTest {
    private static final int PIXELS = 50;
    private static final int CLASSES = 3;

    static Stream<Averaging> domains() {
        return Stream.of(Averaging.PROBABILITY, Averaging.LOGIT);
    }

    @ParameterizedTest
    @MethodSource("domains")
    void meansWhatAveragingMeans(Averaging averaging) {
        SplittableRandom random = new SplittableRandom(1);
        List<double[][]> predictions =
                Stream.generate(() -> drawn(random)).limit(4).toList();
        double[] weights = {1, 0.5, 2, 0.1};
        double[][] expected = averaging.average(predictions, weights);

        PixelSums sums = new PixelSums(averaging, PIXELS, CLASSES);
        for (int m = 0; m < weights.length; m++) {
            sums.add(0, flat(predictions.get(m)), 0, PIXELS, filled(0.5f), 0, (float) weights[m]);
        }
        float[] averaged = new float[PIXELS * CLASSES];
        sums.average(0, PIXELS, averaged);

        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int c = 0; c < CLASSES; c++) {
                assertThat((double) averaged[pixel * CLASSES + c]).isCloseTo(expected[pixel][c], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("domains")
    void bytesAreAveragedAsWhatTheyStandFor(Averaging averaging) {
        SplittableRandom random = new SplittableRandom(2);
        float[] first = flat(drawn(random));
        float[] second = flat(drawn(random));
        PixelSums exact = new PixelSums(averaging, PIXELS, CLASSES);
        PixelSums rounded = new PixelSums(averaging, PIXELS, CLASSES);
        for (float[] prediction : List.of(first, second)) {
            exact.add(0, prediction, 0, PIXELS, filled(1), 0, 1);
            rounded.add(bytes(prediction), PIXELS, 1);
        }
        float[] a = new float[PIXELS * CLASSES];
        float[] b = new float[PIXELS * CLASSES];
        exact.average(0, PIXELS, a);
        rounded.average(0, PIXELS, b);

        // Half a step of rounding in each, and in the logarithm of a small one some more.
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).isCloseTo(a[i], within(0.02f));
        }
    }

    /** Else one model that rounds to nothing would overrule all others. */
    @Test
    void aByteOfZeroIsNoVeto() {
        PixelSums sums = new PixelSums(Averaging.LOGIT, 1, 2);
        sums.add(new byte[] {0, (byte) 255}, 1, 1);
        for (int model = 0; model < 2; model++) {
            sums.add(new byte[] {(byte) 253, 2}, 1, 1);
        }
        float[] averaged = new float[2];
        sums.average(0, 1, averaged);

        assertThat(averaged[0]).isGreaterThan(0.5f);
    }

    @Test
    void aWindowThatSlidesOnSeesTheSame() {
        SplittableRandom random = new SplittableRandom(3);
        float[] all = flat(drawn(random));
        PixelSums whole = new PixelSums(Averaging.PROBABILITY, PIXELS, CLASSES);
        whole.add(0, all, 0, PIXELS, filled(1), 0, 1);
        float[] expected = new float[PIXELS * CLASSES];
        whole.average(0, PIXELS, expected);

        PixelSums sliding = new PixelSums(Averaging.PROBABILITY, 20, CLASSES);
        float[] seen = new float[PIXELS * CLASSES];
        float[] part = new float[10 * CLASSES];
        sliding.add(0, all, 0, 20, filled(1), 0, 1);
        for (int first = 0; first < PIXELS; first += 10) {
            sliding.average(0, 10, part);
            System.arraycopy(part, 0, seen, first * CLASSES, part.length);
            sliding.dropFirst(10);
            if (first + 30 <= PIXELS) {
                sliding.add(10, all, (first + 20) * CLASSES, 10, filled(1), 0, 1);
            }
        }

        assertThat(seen).isEqualTo(expected);
        assertThatThrownBy(() -> sliding.average(0, 1, part))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was added to pixel 0");
    }

    private static double[][] drawn(SplittableRandom random) {
        double[][] rows = new double[PIXELS][CLASSES];
        for (double[] row : rows) {
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                row[c] = 0.02 + random.nextDouble();
                sum += row[c];
            }
            for (int c = 0; c < CLASSES; c++) {
                row[c] /= sum;
            }
        }
        return rows;
    }

    private static float[] flat(double[][] rows) {
        float[] flat = new float[PIXELS * CLASSES];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / CLASSES][i % CLASSES];
        }
        return flat;
    }

    private static byte[] bytes(float[] probabilities) {
        byte[] bytes = new byte[probabilities.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = PixelSums.toByte(probabilities[i]);
        }
        return bytes;
    }

    private static float[] filled(float value) {
        float[] weights = new float[PIXELS];
        Arrays.fill(weights, value);
        return weights;
    }
}
