package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every metric of masks keeps to, and where they differ. */
class MaskMetricsTest {
    private static final byte NOTHING = (byte) PixelConfusion.IGNORED;

    static List<MaskMetric> metrics() {
        return MaskMetrics.all();
    }

    @Test
    void everyMetricIsFoundByItsName() {
        assertThat(metrics()).allSatisfy(metric -> {
            assertThat(MaskMetrics.named(metric.name())).isSameAs(metric);
            assertThat(metric.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        });
    }

    @Test
    void suggestsTheNearestName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MaskMetrics.named("miou"))
                .withMessage("unknown metric 'miou', did you mean 'mean-iou'? Known are: mean-iou,"
                        + " mean-iou-with-ignored, mean-dice, foreground-iou, foreground-dice, pixel-accuracy");
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void thePerfectPredictionIsTheBest(MaskMetric metric) {
        byte[] truth = Masks.noise(500, 4, 1);
        double perfect = metric.score(counted(4, truth, truth));
        assertThat(perfect).isEqualTo(1);
        assertThat(metric.higherIsBetter()).isTrue();
        for (long seed = 2; seed < 20; seed++) {
            assertThat(metric.score(counted(4, truth, Masks.noise(500, 4, seed))))
                    .isBetween(0.0, 0.5);
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void nothingButIgnoredPixelsCannotBeScored(MaskMetric metric) {
        PixelConfusion confusion = counted(2, new byte[] {NOTHING}, new byte[] {1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metric.score(confusion))
                .withMessageContaining("no pixels to score");
    }

    @Test
    void ignoredPixelsCountOnlyWhereTheNameSaysSo() {
        byte[] truth = {0, 0, 1, 1, NOTHING, NOTHING};
        PixelConfusion clean = counted(2, truth, new byte[] {0, 0, 1, 1, 0, 0});
        PixelConfusion other = counted(2, truth, new byte[] {0, 0, 1, 1, 1, 0});
        for (MaskMetric metric : metrics()) {
            double expected = metric.name().equals("mean-iou-with-ignored") ? (2.0 / 4 + 1 + 0) / 3 : 1;
            assertThat(metric.score(clean)).as(metric.name()).isCloseTo(expected, Offset.offset(1e-15));
        }
        assertThat(MaskMetrics.named("mean-iou-with-ignored").score(other))
                .isCloseTo((2.0 / 3 + 2.0 / 3 + 0) / 3, Offset.offset(1e-15));
    }

    @Test
    void withoutAnythingToFindNothingIsMissed() {
        MaskMetric metric = MaskMetrics.named("foreground-dice");
        assertThat(metric.score(counted(2, new byte[2], new byte[2]))).isEqualTo(1);
        assertThat(metric.score(counted(2, new byte[2], new byte[] {0, 1}))).isZero();
    }

    /** Background is class 0. */
    private static PixelConfusion counted(int classes, byte[] truth, byte[] predicted) {
        PixelConfusion confusion = new PixelConfusion(classes, OptionalInt.of(0));
        confusion.add(truth, predicted);
        return confusion;
    }
}
