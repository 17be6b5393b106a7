package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;

/** Figures that can be worked out by hand. */
class TallyTest {
    @Test
    void countsRanksAndAddsLosses() {
        Tally tally = new Tally();
        float[] logits = {0, 6, 5, 4, 3, 2, 1};
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        Tally.Prediction first = tally.add("a", 1, logits);
        assertThat(first.best()).isEqualTo(1);
        assertThat(first.probability())
                .isCloseTo(Math.exp(6) / sum, within(1e-12))
                .isEqualTo(first.ofLabel());
        Tally.Prediction fifth = tally.add("b", 5, logits);
        assertThat(fifth.best()).isEqualTo(1);
        assertThat(fifth.ofLabel()).isCloseTo(Math.exp(2) / sum, within(1e-12));
        tally.add("c", 6, logits);
        Evaluation.Result result = tally.result(2);
        assertThat(result.images()).isEqualTo(3);
        assertThat(result.top1()).isEqualTo(1 / 3.0);
        assertThat(result.top5()).isEqualTo(2 / 3.0);
        assertThat(result.logLoss()).isCloseTo(Math.log(sum) - (6 + 2 + 1) / 3.0, within(1e-12));
        assertThat(result.seconds()).isEqualTo(2);
    }

    @Test
    void ofEqualScoresTheEarlierClassIsAhead() {
        Tally tally = new Tally();
        assertThat(tally.add("a", 1, new float[] {3, 3, 0}).best()).isZero();
        assertThat(tally.result(1).top1()).isZero();
        tally.add("b", 0, new float[] {3, 3, 0});
        assertThat(tally.result(1).top1()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void scoresThatAreNotFiniteAreRefused(float score) {
        assertThatThrownBy(() -> new Tally().add("cat.png", 0, new float[] {1, score, 2}))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("cat.png: the network gives " + score + " for class 1");
    }
}
