package org.podium.pipeline.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AucTest {
    /** See {@code golden/auc/make_goldens.py}. */
    record Golden(
            String name,
            double[] negatives,
            double[] positives,
            int[] negativeGroups,
            int[] positiveGroups,
            double value,
            double variance,
            double clusteredVariance) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Golden> goldens() throws IOException {
        try (InputStream in = AucTest.class.getResourceAsStream("/golden/auc/auc.json")) {
            return List.of(new ObjectMapper().readValue(in, Golden[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void valueAndVarianceAreTheReferences(Golden golden) {
        Auc auc = Auc.of(golden.negatives(), golden.positives());
        assertThat(auc.value()).isCloseTo(golden.value(), within(1e-12));
        assertThat(auc.variance()).isCloseTo(golden.variance(), within(1e-12));
        Auc clustered =
                Auc.of(golden.negatives(), golden.negativeGroups(), golden.positives(), golden.positiveGroups());
        assertThat(clustered.value()).isCloseTo(golden.value(), within(1e-12));
        assertThat(clustered.variance()).isCloseTo(golden.clusteredVariance(), within(1e-12));
    }

    @Test
    void theIntervalCoversTheTruthAsOftenAsItSays() {
        // Normal scores one apart: the true area is Φ(1/√2).
        double truth = 0.760249938906523;
        Random random = new Random(5);
        long covered = IntStream.range(0, 2_000)
                .mapToObj(repeat -> Auc.of(normal(random, 40, 0), normal(random, 60, 1)))
                .filter(auc -> auc.low() <= truth && truth <= auc.high())
                .count();
        assertThat(covered / 2_000.0).isBetween(0.92, 0.97);
    }

    @Test
    void rowsThatComeTwiceWidenTheGroupedIntervalOnly() {
        Random random = new Random(6);
        double[] negatives = normal(random, 50, 0);
        double[] positives = normal(random, 50, 1);
        int[] pairs = IntStream.range(0, 100).map(row -> row % 50).toArray();
        Auc once = Auc.of(negatives, positives);
        Auc twice = Auc.of(twice(negatives), twice(positives));
        Auc grouped = Auc.of(twice(negatives), pairs, twice(positives), pairs);
        assertThat(grouped.variance()).isCloseTo(once.variance(), within(1e-12));
        assertThat(twice.variance()).isLessThan(0.6 * once.variance());
    }

    @Test
    void equalScoresAreHalfRight() {
        assertThat(Auc.of(new double[5], new double[7])).isEqualTo(new Auc(0.5, 0));
    }

    @Test
    void theIntervalStaysWithinBounds() {
        Auc auc = Auc.of(new double[] {0, 1, 2, 7}, new double[] {6, 8, 9, 10});
        assertThat(auc.high()).isEqualTo(1);
        assertThat(Auc.of(new double[] {6, 8, 9, 10}, new double[] {0, 1, 2, 7}).low())
                .isZero();
    }

    @Test
    void oneRowOrOneGroupHasNoVariance() {
        assertThatThrownBy(() -> Auc.of(new double[1], new double[5])).hasMessageContaining("1 negative");
        assertThatThrownBy(() -> Auc.of(new double[2], new int[2], new double[2], new int[] {0, 1}))
                .hasMessageContaining("one group");
    }

    private static double[] normal(Random random, int rows, double mean) {
        return random.doubles(rows).map(ignored -> mean + random.nextGaussian()).toArray();
    }

    private static double[] twice(double[] values) {
        return IntStream.range(0, 2 * values.length)
                .mapToDouble(row -> values[row % values.length])
                .toArray();
    }
}
