package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KFoldTest {
    @ParameterizedTest
    @CsvSource({"2, 2", "7, 3", "100, 7", "1000, 10", "300, 200"})
    void sizesDifferByAtMostOne(int rows, int k) {
        for (long seed = 0; seed < 20; seed++) {
            FoldPlan plan = new KFold(k).split(Rows.of(rows), seed);
            assertThat(IntStream.range(0, k).map(fold -> plan.validation(fold).length))
                    .containsOnly(
                            IntStream.of(rows / k, (rows + k - 1) / k).boxed().toArray(Integer[]::new))
                    .satisfies(sizes -> assertThat(sizes.stream().filter(size -> size > rows / k))
                            .hasSize(rows % k));
        }
    }

    /** Over many seeds every pair of rows meets in a fold as often as chance has it. */
    @Test
    void everyRowIsEquallyLikelyInEveryFold() {
        int[][] counts = new int[10][5];
        int[] together = new int[10];
        for (long seed = 0; seed < 4_000; seed++) {
            FoldPlan plan = new KFold(5).split(Rows.of(10), seed);
            for (int row = 0; row < 10; row++) {
                counts[row][plan.fold(row)]++;
                together[row] += plan.fold(row) == plan.fold(0) ? 1 : 0;
            }
        }
        for (int[] ofRow : counts) {
            // 800 expected, standard deviation 25.
            assertThat(IntStream.of(ofRow))
                    .allSatisfy(count -> assertThat(count).isBetween(690, 910));
        }
        // One of nine other rows is in the same fold: 444 expected, standard deviation 20.
        assertThat(IntStream.of(together).skip(1))
                .allSatisfy(count -> assertThat(count).isBetween(360, 530));
    }

    @Test
    void needsARowForEveryFold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KFold(3).split(Rows.of(2), 0))
                .withMessage("2 rows, too few for 3 folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KFold(1))
                .withMessage("number of folds is 1, must be at least 2");
    }

    /** Looking at all folds for every row would be 10¹¹ steps. */
    @Test
    @Timeout(20)
    void takesManyFolds() {
        FoldPlan plan = new KFold(250_000).split(Rows.of(500_000), 3);
        int[] sizes = new int[250_000];
        for (int row = 0; row < 500_000; row++) {
            sizes[plan.fold(row)]++;
        }
        assertThat(sizes).containsOnly(2);
    }
}
