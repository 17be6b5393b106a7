package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsTest {
    @Test
    void everyMetricIsFoundByItsName() {
        assertThat(Metrics.all()).allSatisfy(metric -> {
            assertThat(Metrics.named(metric.name())).isSameAs(metric);
            assertThat(metric.name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        });
        assertThat(Metrics.all())
                .extracting(Metric::name)
                .containsExactly("accuracy", "balanced-accuracy", "f1-macro", "log-loss");
    }

    @ParameterizedTest
    @CsvSource({
        "acuracy, accuracy",
        "logloss, log-loss",
        "balanced_accuracy, balanced-accuracy",
        "macro-f1, f1-macro",
        "f1, f1-macro"
    })
    void suggestsTheNearestName(String typed, String meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.named(typed))
                .withMessage("unknown metric '" + typed + "', did you mean '" + meant
                        + "'? Known are: accuracy, balanced-accuracy, f1-macro, log-loss");
    }

    @Test
    void theFirstOfEquallyProbableClassesIsThePrediction() {
        assertThat(Metrics.named("accuracy").score(new int[] {0, 1}, new double[][] {{0.4, 0.4, 0.2}, {0.4, 0.4, 0.2}}))
                .isEqualTo(0.5);
    }

    @Test
    void aCertainMistakeCostsAFiniteLogLoss() {
        assertThat(Metrics.named("log-loss").score(new int[] {1}, new double[][] {{1, 0}}))
                .isCloseTo(52 * Math.log(2), Offset.offset(1e-12));
    }
}
