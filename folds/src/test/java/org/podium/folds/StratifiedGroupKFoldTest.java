package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedGroupKFoldTest {
    /** Where every row is a group of its own, grouped folds are as even as ungrouped ones. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void isExactWithoutRealGroups(long seed) {
        Rows rows = Samples.ofSizes(20, 15, 10);
        Rows alone = rows.withGroups(rows.ids().orElseThrow());
        assertThat(Balance.of(alone, new StratifiedGroupKFold(5).split(alone, seed))
                        .folds())
                .allSatisfy(fold -> assertThat(fold.classRows()).containsExactly(4, 3, 2));
    }

    /** Placing the pairs greedily, large ones first, cannot end even; moving and swapping does. */
    @Test
    void findsTheEvenPlanThatGreedyPlacingMisses() {
        // Sizes 8 7 6 5 4 of one class in two folds: greedy gives 8+5+4 and 7+6, an even plan is 8+7 and 6+5+4.
        int[] sizes = {8, 7, 6, 5, 4};
        Rows rows = Samples.ofSizes(30, 0);
        List<String> groups = IntStream.range(0, sizes.length)
                .boxed()
                .flatMap(g -> Stream.generate(() -> "g" + g).limit(sizes[g]))
                .toList();
        FoldPlan plan = new StratifiedGroupKFold(2).split(rows.withGroups(groups), 0);
        assertThat(plan.validation(0)).hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 6})
    void fillsEveryFoldWithAsManyGroupsAsFolds(int k) {
        Rows rows = Samples.ofSizes(k + 40, 0, 3);
        List<String> groups = IntStream.range(0, rows.size())
                .mapToObj(row -> "g" + Math.min(row, k - 1))
                .toList();
        FoldPlan plan = new StratifiedGroupKFold(k).split(rows.withGroups(groups), 0);
        assertThat(plan.folds()).isEqualTo(k);
    }

    @Test
    void needsGroupsAndEnoughOfThem() {
        Rows rows = Samples.ofSizes(2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedGroupKFold(2).split(rows, 0))
                .withMessage("grouped folds need a group for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedGroupKFold(3).split(rows.withGroups(List.of("a", "a", "b", "b")), 0))
                .withMessageContaining("2 groups, too few for 3 folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedGroupKFold(1))
                .withMessage("number of folds is 1, must be at least 2");
    }
}
