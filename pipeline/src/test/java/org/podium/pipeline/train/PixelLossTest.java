package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.LossFunction;

class PixelLossTest {
    private static final double TOLERANCE = 1e-6;

    private record Golden(List<Batch> batches) {}

    private record Batch(
            int rows,
            int classes,
            int height,
            int width,
            float[] scores,
            int[] masks,
            double[] weights,
            List<Case> cases) {
        Shape shape() {
            return new Shape(rows, classes, height, width);
        }

        LossFunction against(PixelLoss loss) {
            return loss.of(bytes(masks), rows, height, width);
        }

        PixelLoss loss(Case of) {
            return PixelLossTest.loss(
                    of.choice(), of.smoothing, of.weighted ? Optional.of(weights) : Optional.empty(), classes);
        }

        /** Whether a score is one of an ignored pixel. */
        boolean ignored(int score) {
            int area = height * width;
            return masks[score / (classes * area) * area + score % area] == PixelLoss.IGNORED;
        }

        @Override
        public String toString() {
            return classes + " classes";
        }
    }

    private record Case(String loss, double smoothing, boolean weighted, double value, double[] gradient) {
        LossChoice choice() {
            return LossChoice.valueOf(loss.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @Override
        public String toString() {
            return loss + ", smoothing " + smoothing + (weighted ? ", weighted" : "");
        }
    }

    private static final Golden GOLDEN = Goldens.read("pixel-losses.json", Golden.class);

    static Stream<Arguments> cases() {
        return GOLDEN.batches().stream().flatMap(batch -> batch.cases().stream().map(of -> Arguments.of(batch, of)));
    }

    static Stream<LossChoice> ofPixels() {
        return Arrays.stream(LossChoice.values()).filter(LossChoice::ofPixels);
    }

    private static PixelLoss loss(LossChoice choice, double smoothing, Optional<double[]> weights, int classes) {
        return new PixelLoss(choice, smoothing, weights, classes, Device.cpu());
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
        for (int i = 0; i < values.length; i++) {
            bytes.put(i, (byte) values[i]);
        }
        return bytes;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientAreTorchs(Batch batch, Case golden) {
        try (PixelLoss loss = batch.loss(golden)) {
            Gradients found = Gradients.of(batch.scores, batch.shape(), batch.against(loss));
            assertThat(found.loss()).isCloseTo(golden.value, within(TOLERANCE * Math.max(1, golden.value)));
            assertThat(found.gradient()).hasSameSizeAs(golden.gradient);
            for (int i = 0; i < golden.gradient.length; i++) {
                assertThat((double) found.gradient()[i])
                        .as("element %d", i)
                        .isCloseTo(golden.gradient[i], within(TOLERANCE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ignoredPixelsHaveNoPartInIt(Batch batch, Case golden) {
        float[] others = batch.scores.clone();
        int ignored = 0;
        for (int i = 0; i < others.length; i++) {
            if (batch.ignored(i)) {
                others[i] = 50 - 3 * others[i];
                ignored++;
            }
        }
        assertThat(ignored).isPositive();
        try (PixelLoss loss = batch.loss(golden)) {
            Gradients before = Gradients.of(batch.scores, batch.shape(), batch.against(loss));
            Gradients after = Gradients.of(others, batch.shape(), batch.against(loss));
            assertThat(after.loss()).isEqualTo(before.loss());
            assertThat(after.gradient()).isEqualTo(before.gradient());
            for (int i = 0; i < others.length; i++) {
                if (batch.ignored(i)) {
                    assertThat(after.gradient()[i]).isZero();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nothingIsLearnedWhereEverythingIsIgnored(Batch batch, Case golden) {
        int[] none = batch.masks.clone();
        Arrays.fill(none, PixelLoss.IGNORED);
        try (PixelLoss loss = batch.loss(golden)) {
            Gradients found = Gradients.of(
                    batch.scores, batch.shape(), loss.of(bytes(none), batch.rows, batch.height, batch.width));
            assertThat(found.loss()).isZero();
            assertThat(found.gradient()).containsOnly(0);
            assertThat(loss.first(bytes(none), batch.rows, batch.height, batch.width))
                    .isZero();
        }
    }

    /** Of 4 classes, 2 of which four pixels have, three of them the first. */
    @Test
    void theFirstLossIsThatOfAGuess() {
        ByteBuffer masks = bytes(0, 255, 0, 0, 3, 255);
        Optional<double[]> none = Optional.empty();
        try (PixelLoss entropy = loss(LossChoice.CROSS_ENTROPY, 0.1, none, 4);
                PixelLoss focal = loss(LossChoice.FOCAL, 0, Optional.of(new double[] {1, 2, 3, 4}), 4);
                PixelLoss dice = loss(LossChoice.DICE, 0, none, 4);
                PixelLoss both = loss(LossChoice.BCE_DICE, 0, none, 4)) {
            assertThat(entropy.first(masks, 1, 2, 3)).isCloseTo(Math.log(4), within(TOLERANCE));
            assertThat(focal.first(masks, 1, 2, 3)).isCloseTo(0.5625 * Math.log(4), within(TOLERANCE));
            // Probabilities of 1/4 on four pixels sum to 1, and those of 1/2 to 2.
            double quarter = 1 - ((2 * 0.75 + 1) / (1 + 3 + 1) + (2 * 0.25 + 1) / (1 + 1 + 1)) / 2;
            double half = 1 - ((2 * 1.5 + 1) / (2 + 3 + 1) + (2 * 0.5 + 1) / (2 + 1 + 1)) / 2;
            assertThat(dice.first(masks, 1, 2, 3)).isCloseTo(quarter, within(TOLERANCE));
            assertThat(both.first(masks, 1, 2, 3)).isCloseTo(Math.log(2) + half, within(TOLERANCE));
        }
    }

    @Test
    void refusesWhatIsNotDefined() {
        Optional<double[]> none = Optional.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(LossChoice.HINGE, 0, none, 3))
                .withMessage("HINGE is no loss of pixels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(LossChoice.DICE, 0.1, none, 3))
                .withMessageContaining("DICE with smoothing 0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss(LossChoice.CROSS_ENTROPY, 0, none, 256))
                .withMessage("256 classes, expected 1 to 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Loss(LossChoice.FOCAL, 0, none, 3, Device.cpu()))
                .withMessage("FOCAL is a loss of pixels");
    }
}
