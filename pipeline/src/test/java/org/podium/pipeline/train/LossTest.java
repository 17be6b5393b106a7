package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.ClassWeights;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.LossFunction;

class LossTest {
    private static final double TOLERANCE = 1e-6;

    private record Golden(
            float[][] scores,
            long[] labels,
            long[] partners,
            double share,
            double[] weights,
            float[][] soft,
            float[][] multi,
            float[][] free,
            List<Case> cases) {}

    private record Case(
            String loss, double smoothing, boolean weighted, String targets, double value, double[][] gradient) {
        LossChoice choice() {
            return LossChoice.valueOf(loss.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @Override
        public String toString() {
            return loss + ", smoothing " + smoothing + (weighted ? ", weighted, " : ", ") + targets;
        }
    }

    private static final Golden GOLDEN = Goldens.read("losses.json", Golden.class);

    static List<Case> cases() {
        return GOLDEN.cases();
    }

    private static Loss loss(LossChoice choice, double smoothing, Optional<double[]> weights, int classes) {
        return new Loss(choice, smoothing, weights, classes, Device.cpu());
    }

    private static LossFunction against(Loss loss, String targets) {
        return switch (targets) {
            case "labels" -> loss.of(GOLDEN.labels());
            case "mixed" -> Loss.mixed(loss.of(GOLDEN.labels()), loss.of(GOLDEN.partners()), GOLDEN.share());
            case "soft" -> loss.of(GOLDEN.soft());
            case "multi" -> loss.of(GOLDEN.multi());
            case "free" -> loss.of(GOLDEN.free());
            default -> throw new IllegalArgumentException(targets);
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientAreTorchs(Case golden) {
        Optional<double[]> weights = golden.weighted() ? Optional.of(GOLDEN.weights()) : Optional.empty();
        try (Loss loss = loss(golden.choice(), golden.smoothing(), weights, GOLDEN.weights().length)) {
            Gradients found = Gradients.of(GOLDEN.scores(), against(loss, golden.targets()));
            assertThat(found.loss()).isCloseTo(golden.value(), within(TOLERANCE * Math.max(1, golden.value())));
            double[] expected = Arrays.stream(golden.gradient())
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            assertThat(found.gradient()).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) found.gradient()[i]).as("element %d", i).isCloseTo(expected[i], within(TOLERANCE));
            }
        }
    }

    private static float[][] scores(SplittableRandom random, int rows, int classes, double size) {
        float[][] scores = new float[rows][classes];
        for (float[] row : scores) {
            for (int c = 0; c < classes; c++) {
                row[c] = (float) (size * random.nextDouble(-1, 1));
            }
        }
        return scores;
    }

    @ParameterizedTest
    @CsvSource({"CROSS_ENTROPY,2.397895", "BINARY_CROSS_ENTROPY,0.693147", "HINGE,10"})
    void theFirstLossIsThatOfAGuess(LossChoice choice, double expected) {
        int classes = 11;
        SplittableRandom random = new SplittableRandom(1);
        long[] labels = random.longs(60, 0, classes).toArray();
        long[] counts = new long[classes];
        Arrays.stream(labels).forEach(label -> counts[(int) label]++);
        double[] balanced = new ClassWeights.Balanced().values(counts);
        for (Optional<double[]> weights : List.of(Optional.<double[]>empty(), Optional.of(balanced))) {
            try (Loss loss = loss(choice, 0, weights, classes)) {
                assertThat(loss.first(labels).orElseThrow()).isCloseTo(expected, within(1e-5));
                float[][] small = scores(random, labels.length, classes, 0.1);
                assertThat(Gradients.of(small, loss.of(labels)).loss()).isCloseTo(expected, within(0.03 * expected));
            }
        }
    }

    /** What weights and smoothing make of it, by hand: of two rows of class 0 and one of class 1. */
    @Test
    void theFirstLossKnowsWeightsAndSmoothing() {
        long[] labels = {0, 1, 0};
        Optional<double[]> weights = Optional.of(new double[] {1, 4, 7});
        try (Loss entropy = loss(LossChoice.CROSS_ENTROPY, 0.3, weights, 3);
                Loss binary = loss(LossChoice.BINARY_CROSS_ENTROPY, 0.3, weights, 3);
                Loss hinge = loss(LossChoice.HINGE, 0, weights, 3)) {
            // Three rows have 0.1 on each class, of weights 1, 4 and 7; the rest is 0.7 on classes of weight 1, 4 and
            // 1.
            assertThat(entropy.first(labels).orElseThrow())
                    .isCloseTo((0.7 * 6 + 3 * 0.1 * 12) / 6 * Math.log(3), within(1e-6));
            // And six of the nine targets' sum is left for the part that asks for 0.
            assertThat(binary.first(labels).orElseThrow())
                    .isCloseTo((0.7 * 6 + 3 * 0.1 * 12 + 6) / 9 * Math.log(2), within(1e-6));
            assertThat(hinge.first(labels).orElseThrow()).isCloseTo(2 * 6 / 3.0, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LossChoice.class,
            names = {"MSE", "L1"})
    void measuresOfScoresHaveNoFirstLoss(LossChoice choice) {
        try (Loss loss = loss(choice, 0, Optional.empty(), 2)) {
            assertThat(loss.first(new long[] {0, 1})).isEmpty();
        }
    }

    /** A batch of seven in parts of three, three and one, through a linear map: scores = inputs x map. */
    @ParameterizedTest
    @EnumSource(value = LossChoice.class, mode = EnumSource.Mode.MATCH_NONE, names = ".*DICE|FOCAL")
    void partsOfABatchAddUpToIt(LossChoice choice) {
        int classes = 4;
        SplittableRandom random = new SplittableRandom(2);
        float[][] scores = scores(random, 7, classes, 2);
        long[] labels = {0, 3, 2, 1, 1, 0, 3};
        List<int[]> parts = List.of(new int[] {0, 3}, new int[] {3, 6}, new int[] {6, 7});
        List<long[]> labelsOfParts = parts.stream()
                .map(part -> Arrays.copyOfRange(labels, part[0], part[1]))
                .toList();
        Optional<double[]> weights = Optional.of(new double[] {0.5, 2, 1, 3}).filter(given -> choice.weighs());
        try (Loss loss = loss(choice, choice.smooths() ? 0.1 : 0, weights, classes)) {
            Gradients whole = Gradients.of(scores, loss.of(labels));
            double[] shares = loss.shares(labelsOfParts);
            double sum = 0;
            for (int p = 0; p < parts.size(); p++) {
                int from = parts.get(p)[0];
                Gradients part = Gradients.of(
                        Arrays.copyOfRange(scores, from, parts.get(p)[1]),
                        Loss.scaled(loss.of(labelsOfParts.get(p)), shares[p]));
                sum += part.loss();
                for (int i = 0; i < part.gradient().length; i++) {
                    assertThat(part.gradient()[i]).isCloseTo(whole.gradient()[from * classes + i], within(1e-6f));
                }
            }
            assertThat(sum).isCloseTo(whole.loss(), within(1e-5));
            assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void sharesAreOfRowsOrOfTheirWeights() {
        Optional<double[]> weights = Optional.of(new double[] {1, 3});
        List<long[]> parts = List.of(new long[] {0, 1}, new long[] {0});
        try (Loss entropy = loss(LossChoice.CROSS_ENTROPY, 0, weights, 2);
                Loss hinge = loss(LossChoice.HINGE, 0, weights, 2)) {
            assertThat(entropy.shares(parts)).containsExactly(0.8, 0.2);
            assertThat(hinge.shares(parts)).containsExactly(2.0 / 3, 1.0 / 3);
        }
    }

    static Stream<LossChoice> unsmoothed() {
        return Arrays.stream(LossChoice.values()).filter(choice -> choice.ofImages() && !choice.smooths());
    }

    @ParameterizedTest
    @MethodSource("unsmoothed")
    void refusesSmoothingWhereItIsNotDefined(LossChoice choice) {
        assertThatIllegalArgumentException().isThrownBy(() -> loss(choice, 0.1, Optional.empty(), 3));
    }

    @Test
    void refusesWeightsWhereTheyAreNotDefined() {
        Optional<double[]> weights = Optional.of(new double[] {1, 2});
        assertThatIllegalArgumentException().isThrownBy(() -> loss(LossChoice.MSE, 0, weights, 2));
    }

    @Test
    void hingeTakesClassesOnly() {
        try (Loss loss = loss(LossChoice.HINGE, 0, Optional.empty(), 2)) {
            assertThatIllegalArgumentException().isThrownBy(() -> loss.of(new float[][] {{0.5f, 0.5f}}));
        }
    }
}
