package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AveragingTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    static List<Averaging> averagings() {
        return List.of(Averaging.PROBABILITY, Averaging.LOGIT);
    }

    @Test
    void probabilityIsTheWeightedArithmeticMean() {
        double[][] mean = Averaging.PROBABILITY.average(
                List.of(new double[][] {{0.2, 0.8}, {1, 0}}, new double[][] {{0.6, 0.4}, {0, 1}}), new double[] {3, 1});
        assertClose(mean, new double[][] {{0.3, 0.7}, {0.75, 0.25}});
    }

    @Test
    void logitIsTheScaledWeightedGeometricMean() {
        double[][] one = drawn(1);
        double[][] other = drawn(2);
        double[][] expected = new double[one.length][];
        for (int row = 0; row < one.length; row++) {
            double[] product = new double[one[row].length];
            for (int c = 0; c < product.length; c++) {
                product[c] = Math.pow(one[row][c], 0.25) * Math.pow(other[row][c], 0.75);
            }
            double sum = Arrays.stream(product).sum();
            expected[row] = Arrays.stream(product).map(p -> p / sum).toArray();
        }
        assertClose(Averaging.LOGIT.average(List.of(one, other), new double[] {1, 3}), expected);
    }

    @Test
    void aZeroDoesNotVetoAClassInTheLogitMean() {
        double[][] mean = Averaging.LOGIT.average(
                List.of(new double[][] {{1, 0}}, new double[][] {{1e-300, 1}}, new double[][] {{0, 1}}));
        assertThat(mean[0][0]).isPositive();
        assertThat(mean[0][1]).isGreaterThan(0.99);
        assertThat(mean[0][0] + mean[0][1]).isCloseTo(1, ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void rowsSumToOne(Averaging averaging) {
        double[][] mean = averaging.average(List.of(drawn(1), drawn(2), drawn(3)), new double[] {0.2, 0, 5});
        for (double[] row : mean) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, ROUNDING);
        }
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void theAverageOfOneOrOfEqualsIsItself(Averaging averaging) {
        assertClose(averaging.average(only(drawn(1))), drawn(1));
        assertClose(averaging.average(List.of(drawn(1), drawn(1), drawn(1)), new double[] {1, 2, 0.5}), drawn(1));
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void aWeightOfZeroLeavesAPredictionOut(Averaging averaging) {
        assertThat(averaging.average(List.of(drawn(1), drawn(2)), new double[] {2, 0}))
                .isDeepEqualTo(averaging.average(only(drawn(1)), new double[] {2}));
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void inputsAreNotChangedAndBitsRepeat(Averaging averaging) {
        List<double[][]> predictions = List.of(drawn(1), drawn(2));
        double[][] mean = averaging.average(predictions);
        assertThat(averaging.average(predictions)).isDeepEqualTo(mean);
        assertThat(predictions.get(0)).isDeepEqualTo(drawn(1));
        assertThat(predictions.get(1)).isDeepEqualTo(drawn(2));
    }

    @ParameterizedTest
    @MethodSource("averagings")
    void argumentsThatDoNotFitAreRefused(Averaging averaging) {
        double[][] fine = {{0.5, 0.5}};
        refuses(averaging, List.of(), new double[0], "no predictions");
        refuses(averaging, only(fine), new double[] {1, 1}, "1 predictions but 2 weights");
        refuses(averaging, only(fine), new double[] {-1}, "weight 0 is -1.0");
        refuses(averaging, only(fine), new double[] {Double.NaN}, "weight 0 is NaN");
        refuses(averaging, List.of(fine, fine), new double[] {0, 0}, "weights sum to 0.0");
        refuses(averaging, only(new double[0][]), new double[] {1}, "no rows");
        refuses(averaging, List.of(fine, new double[0][]), new double[] {1, 1}, "no rows");
        refuses(averaging, List.of(fine, new double[][] {{1}}), new double[] {1, 1}, "1 is 1 rows × 1 classes");
        refuses(averaging, List.of(fine, new double[][] {{1, 0}, {1, 0}}), new double[] {1, 1}, "1 is 2 rows × 2");
        refuses(averaging, List.of(fine, new double[][] {{1, Double.NaN}}), new double[] {1, 1}, "is NaN");
        refuses(averaging, List.of(fine, new double[][] {{0, 0}}), new double[] {1, 0}, "sum to 0.0");
    }

    private static void refuses(Averaging averaging, List<double[][]> predictions, double[] weights, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> averaging.average(predictions, weights))
                .withMessageContaining(message);
    }

    /** List.of would take the rows of a single matrix for the list. */
    private static List<double[][]> only(double[][] prediction) {
        return List.<double[][]>of(prediction);
    }

    private static void assertClose(double[][] actual, double[][] expected) {
        assertThat(actual.length).isEqualTo(expected.length);
        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).containsExactly(expected[row], ROUNDING);
        }
    }

    private static double[][] drawn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] prediction = new double[20][];
        for (int row = 0; row < prediction.length; row++) {
            double[] drawn = random.doubles(3).toArray();
            double sum = Arrays.stream(drawn).sum();
            prediction[row] = Arrays.stream(drawn).map(p -> p / sum).toArray();
        }
        return prediction;
    }
}
