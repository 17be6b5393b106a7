package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine.Status;

class GroupUseTest {
    private static final List<String> NAMES = List.of("a", "a", "b", "b", "c", "d");
    private static final FoldPlan WHOLE = FoldPlan.of(2, new int[] {0, 0, 1, 1, 0, 1});
    private static final FoldPlan TORN = FoldPlan.of(2, new int[] {0, 1, 1, 1, 0, 1});
    private static final Inflation REAL = new Inflation("accuracy", 600, 60, 0.62, 0.5, 0.12, 0.01);

    @Test
    void wholeGroupsPass() {
        GroupUse use = GroupUse.of(WHOLE, NAMES, Optional.empty());
        assertThat(use).isEqualTo(new GroupUse(4, 0, 0, Optional.empty()));
        assertThat(use.line("plant", Optional.empty()).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void tornGroupsFailWithWhatTheyGain() {
        GroupUse use = GroupUse.of(TORN, NAMES, Optional.of(List.of("x", "y")));
        assertThat(use.torn()).isEqualTo(1);
        assertThat(use.tornRows()).isCloseTo(1 / 3.0, within(1e-12));
        CheckLine line = use.line("plant", Optional.of(REAL));
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding())
                .startsWith("1 of the 4 of 'plant' (33 % of the rows) are torn")
                .contains("accuracy 0.620 with these folds, 0.500")
                .contains("0.120 ± 0.010");
        assertThat(line.todo()).contains("stratified-group");
    }

    @Test
    void aGainThatMayBeChanceIsNoPromise() {
        CheckLine line = GroupUse.of(TORN, NAMES, Optional.empty())
                .line("plant", Optional.of(new Inflation("accuracy", 600, 60, 0.51, 0.5, 0.01, 0.01)));
        assertThat(line.finding()).contains("gain nothing clear").doesNotContain("flattered");
    }

    @Test
    void aGainOfTooFewGroupsIsNoVerdict() {
        Inflation few = new Inflation("accuracy", 600, 4, 0.9, 0.5, 0.4, 0);
        assertThat(few.isReal()).isFalse();
        assertThat(GroupUse.of(TORN, NAMES, Optional.empty())
                        .line("plant", Optional.of(few))
                        .finding())
                .endsWith("with 4 scored groups, nearest neighbours among thumbnails cannot tell what that adds");
    }

    @Test
    void oneRepeatOfSeveralIsEnough() {
        FoldPlan plan = FoldPlan.repeated(2, new int[][] {{0, 0, 1, 1, 0, 1}, {0, 1, 1, 1, 0, 1}});
        assertThat(GroupUse.of(plan, NAMES, Optional.empty()).torn()).isEqualTo(1);
    }

    @Test
    void groupsThatTheTestRowsShareMayBeTorn() {
        GroupUse use = GroupUse.of(TORN, NAMES, Optional.of(List.of("a", "b", "c", "x")));
        assertThat(use.knownInTest()).contains(0.75);
        assertThat(use.line("plant", Optional.of(REAL)).status()).isEqualTo(Status.WARNED);
    }

    @Test
    void rowsWithoutAGroupAreOnTheirOwn() {
        List<String> some = List.of("", "", "b", "b", "", "d");
        GroupUse use = GroupUse.of(TORN, some, Optional.of(List.of("", "b", "", "x")));
        assertThat(use).isEqualTo(new GroupUse(2, 0, 0, Optional.of(0.25)));
        GroupUse torn = GroupUse.of(FoldPlan.of(2, new int[] {0, 1, 0, 1, 0, 1}), some, Optional.empty());
        assertThat(torn).isEqualTo(new GroupUse(2, 1, 1 / 3.0, Optional.empty()));
    }

    @Test
    void plansOfOtherRowsAreRefused() {
        assertThatThrownBy(() -> GroupUse.of(WHOLE, List.of("a"), Optional.empty()))
                .hasMessageContaining("6 rows have folds, but 1 have groups");
    }
}
