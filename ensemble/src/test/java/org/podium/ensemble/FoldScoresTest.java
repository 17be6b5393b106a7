package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FoldScoresTest {
    @Test
    void summarises() {
        FoldScores scores = new FoldScores(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0));
        assertThat(scores.mean()).isEqualTo(5);
        assertThat(scores.sd().orElseThrow()).isCloseTo(Math.sqrt(32.0 / 7), Offset.offset(1e-15));
    }

    @Test
    void oneFoldHasNoSpread() {
        assertThat(new FoldScores(List.of(0.5)).mean()).isEqualTo(0.5);
        assertThat(new FoldScores(List.of(0.5)).sd()).isEmpty();
    }

    @Test
    void refusesWhatCannotBeSummarised() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FoldScores(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FoldScores(List.of(0.5, Double.NaN)))
                .withMessage("fold score is NaN, must be finite");
    }
}
