package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.pipeline.competition.LossChoice;

class ClassProbabilitiesTest {
    @ParameterizedTest
    @EnumSource(LossChoice.class)
    void probabilitiesSumToOneAndRankAsScoresDo(LossChoice loss) {
        SplittableRandom random = new SplittableRandom(4);
        for (double size : new double[] {0.1, 1, 30, 5000}) {
            float[] scores = new float[7];
            for (int c = 0; c < scores.length; c++) {
                scores[c] = (float) (size * random.nextDouble(-1, 1));
            }
            double[] p = ClassProbabilities.of(loss, scores);
            assertThat(p).hasSize(7);
            assertThat(Arrays.stream(p)).allMatch(value -> value >= 0 && value <= 1);
            assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
            IntStream.range(0, 7).forEach(a -> IntStream.range(0, 7)
                    .filter(b -> scores[a] > scores[b])
                    .forEach(b -> assertThat(p[a]).isGreaterThanOrEqualTo(p[b])));
        }
    }

    @Test
    void entropyAndHingeAreSoftmax() {
        float[] scores = {0.5f, -1, 3};
        assertThat(ClassProbabilities.of(LossChoice.CROSS_ENTROPY, scores)).isEqualTo(Softmax.of(scores));
        assertThat(ClassProbabilities.of(LossChoice.HINGE, scores)).isEqualTo(Softmax.of(scores));
    }

    @Test
    void binaryIsEachSigmoidOverTheirSum() {
        double[] sigmoids = {1 / (1 + Math.exp(-2.0)), 0.5, 1 / (1 + Math.exp(1.0))};
        double sum = Arrays.stream(sigmoids).sum();
        assertThat(ClassProbabilities.of(LossChoice.BINARY_CROSS_ENTROPY, new float[] {2, 0, -1}))
                .containsExactly(new double[] {sigmoids[0] / sum, sigmoids[1] / sum, sigmoids[2] / sum}, within(1e-15));
    }

    @Test
    void binaryHasAnAnswerWhereEverySigmoidIsTooSmallForADouble() {
        assertThat(ClassProbabilities.of(LossChoice.BINARY_CROSS_ENTROPY, new float[] {-2000, -2000, -2001}))
                .containsExactly(
                        new double[] {1 / (2 + Math.exp(-1)), 1 / (2 + Math.exp(-1)), Math.exp(-1) / (2 + Math.exp(-1))
                        },
                        within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(
            value = LossChoice.class,
            names = {"MSE", "L1"})
    void measuredScoresAreCutToTheirRange(LossChoice loss) {
        assertThat(ClassProbabilities.of(loss, new float[] {3, -0.5f, 0.25f, 0}))
                .containsExactly(0.8, 0, 0.2, 0);
        assertThat(ClassProbabilities.of(loss, new float[] {-1, -2})).containsExactly(0.5, 0.5);
    }

    @ParameterizedTest
    @EnumSource(LossChoice.class)
    void notANumberStaysNotANumber(LossChoice loss) {
        assertThat(ClassProbabilities.of(loss, new float[] {1, Float.NaN, 0})).contains(Double.NaN);
    }
}
