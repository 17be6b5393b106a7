package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every metric keeps to. */
class MetricContractTest {
    private static final int CLASSES = 4;

    static List<Metric> metrics() {
        return Metrics.all();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void thePerfectPredictionIsTheBest(Metric metric) {
        int[] truth = truth(50);
        double perfect = metric.score(truth, oneHot(truth));
        for (long seed = 0; seed < 20; seed++) {
            double other = metric.score(truth, drawn(50, seed));
            assertThat(metric.higherIsBetter() ? perfect - other : other - perfect)
                    .isPositive();
        }
        assertThat(perfect).isCloseTo(metric.higherIsBetter() ? 1 : 0, Offset.offset(1e-15));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void theOrderOfTheRowsDoesNotMatter(Metric metric) {
        int[] truth = truth(50);
        double[][] prediction = drawn(50, 1);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
        Collections.shuffle(order, new Random(1));
        int[] shuffledTruth = order.stream().mapToInt(row -> truth[row]).toArray();
        double[][] shuffled = order.stream().map(row -> prediction[row]).toArray(double[][]::new);
        assertThat(metric.score(shuffledTruth, shuffled))
                .isCloseTo(metric.score(truth, prediction), Offset.offset(1e-13));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void theScaleOfARowDoesNotMatter(Metric metric) {
        int[] truth = truth(50);
        double[][] scaled = drawn(50, 1);
        for (int row = 0; row < scaled.length; row++) {
            double scale = 1 << row % 7;
            scaled[row] = Arrays.stream(scaled[row]).map(p -> p * scale).toArray();
        }
        assertThat(metric.score(truth, scaled)).isCloseTo(metric.score(truth, drawn(50, 1)), Offset.offset(1e-13));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void argumentsAreNotChanged(Metric metric) {
        int[] truth = truth(50);
        double[][] prediction = drawn(50, 1);
        metric.score(truth, prediction);
        assertThat(truth).isEqualTo(truth(50));
        assertThat(prediction).isDeepEqualTo(drawn(50, 1));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void argumentsThatDoNotFitAreRefused(Metric metric) {
        refuses(metric, new int[0], new double[0][], "no rows");
        refuses(metric, new int[2], new double[][] {{1, 0}}, "2 rows of truth but 1 rows of probabilities");
        refuses(metric, new int[2], new double[][] {{1, 0}, {1}}, "row 1 has 1 probabilities, row 0 has 2");
        refuses(metric, new int[] {2}, new double[][] {{1, 0}}, "true class of row 0 is 2, must be 0 to 1");
        refuses(metric, new int[] {-1}, new double[][] {{1, 0}}, "true class of row 0 is -1");
        refuses(metric, new int[1], new double[][] {{1, Double.NaN}}, "class 1 in row 0 is NaN");
        refuses(metric, new int[1], new double[][] {{1, Double.POSITIVE_INFINITY}}, "is Infinity");
        refuses(metric, new int[1], new double[][] {{1, -0.5}}, "is -0.5, must be finite and not negative");
        refuses(metric, new int[1], new double[][] {{0, 0}}, "row 0 sum to 0.0");
        refuses(metric, new int[1], new double[][] {{}}, "row 0 sum to 0.0");
    }

    private static void refuses(Metric metric, int[] truth, double[][] prediction, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric.score(truth, prediction))
                .withMessageContaining(message);
    }

    private static int[] truth(int rows) {
        return IntStream.range(0, rows).map(row -> row % CLASSES).toArray();
    }

    private static double[][] oneHot(int[] truth) {
        double[][] prediction = new double[truth.length][CLASSES];
        for (int row = 0; row < truth.length; row++) {
            prediction[row][truth[row]] = 1;
        }
        return prediction;
    }

    private static double[][] drawn(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] prediction = new double[rows][];
        for (int row = 0; row < rows; row++) {
            double[] drawn = random.doubles(CLASSES).toArray();
            double sum = Arrays.stream(drawn).sum();
            prediction[row] = Arrays.stream(drawn).map(p -> p / sum).toArray();
        }
        return prediction;
    }
}
