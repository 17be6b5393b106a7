package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GroupSearchTest {
    private static final double[] FIVE = GroupSearch.evenShares(5);

    /** Groups of many classes, with which moves and swaps of all starts would take some hundred times as long. */
    @Test
    @Timeout(60)
    void endsInTimeWhereGroupsHaveManyClasses() {
        SplittableRandom random = new SplittableRandom(1);
        int count = 200_000;
        Rows rows = Rows.of(count)
                .withClasses(random.ints(count, 0, 1_000).toArray(), 1_000)
                .withGroups(
                        random.ints(count, 0, 512).toArray(),
                        IntStream.range(0, 512).mapToObj(g -> "group " + g).toList());
        FoldPlan plan = new StratifiedGroupKFold(5).split(rows, 0);
        assertThat(plan.folds()).isEqualTo(5);
    }

    @Test
    void aSpentBudgetLeavesTheFirstPlacing() {
        Rows rows = Samples.grouped(3);
        int[] none = GroupSearch.place(rows, rows.classes(), FIVE, 3, new GroupPlacement.Budget(0));
        assertThat(IntStream.of(none).distinct()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        GroupPlacement.Budget some = new GroupPlacement.Budget(4_000);
        int[] few = GroupSearch.place(rows, rows.classes(), FIVE, 3, some);
        assertThat(some.isSpent()).isTrue();
        GroupPlacement.Budget ample = new GroupPlacement.Budget(1L << 30);
        int[] all = GroupSearch.place(rows, rows.classes(), FIVE, 3, ample);
        assertThat(ample.isSpent()).isFalse();
        assertThat(unevenness(rows, few)).isLessThanOrEqualTo(unevenness(rows, none));
        assertThat(unevenness(rows, all)).isLessThan(unevenness(rows, none));
    }

    /** Pearson's chi-square over classes and sizes. */
    private static double unevenness(Rows rows, int[] foldByGroup) {
        double sum = 0;
        for (int fold = 0; fold < 5; fold++) {
            int held = fold;
            for (int c = 0; c < rows.classCount(); c++) {
                int ofClass = c;
                double due = rows.classSize(c) / 5.0;
                long counted = IntStream.range(0, rows.size())
                        .filter(row -> rows.classOf(row) == ofClass && foldByGroup[rows.groupOf(row)] == held)
                        .count();
                sum += (counted - due) * (counted - due) / due;
            }
            double due = rows.size() / 5.0;
            long counted = IntStream.range(0, rows.size())
                    .filter(row -> foldByGroup[rows.groupOf(row)] == held)
                    .count();
            sum += (counted - due) * (counted - due) / due;
        }
        return sum;
    }

    /** The first and last share equal, others not. */
    @Test
    void onlySharesThatAreAllEqualHaveScaleOne() {
        assertThat(GroupPlacement.scales(FIVE)).containsOnly(1);
        assertThat(GroupPlacement.scales(new double[] {0.25, 0.5, 0.25})).containsExactly(4 / 3.0, 2 / 3.0, 4 / 3.0);
    }
}
