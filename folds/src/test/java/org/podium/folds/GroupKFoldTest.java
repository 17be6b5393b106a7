package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupKFoldTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void foldsDifferByNoMoreThanTheLargestGroup(int k) {
        SplittableRandom random = new SplittableRandom(k);
        for (long seed = 0; seed < 100; seed++) {
            int[] sizes = IntStream.generate(() -> (int) Math.ceil(Math.exp(4 * random.nextDouble())))
                    .limit(k + random.nextInt(40))
                    .toArray();
            int[] folds = foldSizes(new GroupKFold(k), sizes, seed);
            int least = IntStream.of(folds).min().orElseThrow();
            int largestGroup = IntStream.of(sizes).max().orElseThrow();
            assertThat(IntStream.of(folds).max().orElseThrow()).isBetween(least, least + largestGroup);
        }
    }

    @Test
    void theBoundIsReached() {
        assertThat(foldSizes(new GroupKFold(3), new int[] {9, 1, 1}, 0)).containsExactlyInAnyOrder(9, 1, 1);
    }

    /** Placing 8 7 6 5 4 greedily, large ones first, gives 17 and 13. */
    @Test
    void findsTheEvenPlanThatGreedyPlacingMisses() {
        assertThat(foldSizes(new GroupKFold(2), new int[] {8, 7, 6, 5, 4}, 0)).containsExactly(15, 15);
    }

    @Test
    void needsGroupsAndEnoughOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupKFold(2).split(Rows.of(3), 0))
                .withMessage("grouped folds need a group for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> foldSizes(new GroupKFold(3), new int[] {4, 4}, 0))
                .withMessageContaining("2 groups, too few for 3 folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupKFold(1))
                .withMessage("number of folds is 1, must be at least 2");
    }

    static int[] foldSizes(Splitter splitter, int[] groupSizes, long seed) {
        List<String> groups = new ArrayList<>();
        for (int group = 0; group < groupSizes.length; group++) {
            groups.addAll(Collections.nCopies(groupSizes[group], "group-" + group));
        }
        FoldPlan plan = splitter.split(Rows.of(groups.size()).withGroups(groups), seed);
        return IntStream.range(0, plan.folds())
                .map(fold -> plan.validation(fold).length)
                .toArray();
    }
}
