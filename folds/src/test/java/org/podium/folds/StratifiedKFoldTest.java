package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedKFoldTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 10})
    void foldsDifferByAtMostOneRowInTotalAndInEachClass(int k) {
        for (long seed = 0; seed < 100; seed++) {
            Rows rows = Samples.longTailed(seed, 1);
            List<Balance.Fold> folds =
                    Balance.of(rows, new StratifiedKFold(k).split(rows, seed)).folds();
            assertWithinOne(folds.stream().mapToInt(Balance.Fold::rows).toArray());
            for (int c = 0; c < rows.classCount(); c++) {
                int classIndex = c;
                assertWithinOne(folds.stream()
                        .mapToInt(fold -> fold.classRows().get(classIndex))
                        .toArray());
            }
        }
    }

    private static void assertWithinOne(int[] sizes) {
        int least = IntStream.of(sizes).min().orElseThrow();
        assertThat(IntStream.of(sizes).max().orElseThrow()).isBetween(least, least + 1);
    }

    @Test
    void theSeedDecidesWhichFoldsAreLarger() {
        Rows rows = Samples.ofSizes(11, 5);
        assertThat(LongStream.range(0, 60)
                        .mapToObj(seed -> new StratifiedKFold(5).split(rows, seed))
                        .map(plan -> IntStream.range(0, 5)
                                .filter(fold -> plan.validation(fold).length == 4)
                                .boxed()
                                .toList())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
    }

    /** Four classes in three folds are few enough to try every way of placing the surplus rows. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void placesTheSurplusWhereItDisturbsTheSharesLeast(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = IntStream.generate(() -> random.nextInt(3, 60)).limit(4).toArray();
        Rows rows = Samples.ofSizes(sizes);
        int[][] ours = Balance.of(rows, new StratifiedKFold(3).split(rows, seed)).folds().stream()
                .map(fold ->
                        fold.classRows().stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        double least = Double.POSITIVE_INFINITY;
        for (int arrangement = 0; arrangement < 81; arrangement++) {
            int[][] counts = new int[3][4];
            for (int c = 0, choice = arrangement; c < 4; c++, choice /= 3) {
                for (int fold = 0; fold < 3; fold++) {
                    counts[fold][c] = sizes[c] / 3 + ((fold + choice) % 3 < sizes[c] % 3 ? 1 : 0);
                }
            }
            int[] foldSizes = Stream.of(counts)
                    .mapToInt(fold -> IntStream.of(fold).sum())
                    .sorted()
                    .toArray();
            if (foldSizes[2] - foldSizes[0] <= 1) {
                least = Math.min(least, loss(rows, counts));
            }
        }
        assertThat(loss(rows, ours)).isCloseTo(least, Percentage.withPercentage(1e-6));
    }

    private static double loss(Rows rows, int[][] counts) {
        double loss = 0;
        for (int[] fold : counts) {
            for (int c = 0; c < fold.length; c++) {
                double share = (double) fold[c] / IntStream.of(fold).sum();
                loss += Math.pow(share - (double) rows.classSize(c) / rows.size(), 8);
            }
        }
        return loss;
    }

    @Test
    void spreadsARareClassOverAsManyFoldsAsItHasRows() {
        Rows rows = Samples.ofSizes(9, 4, 1);
        Balance balance = Balance.of(rows, new StratifiedKFold(5).split(rows, 0));
        assertThat(balance.rareClasses()).containsExactly(1, 2);
        assertThat(balance.folds()).extracting(fold -> fold.classRows().get(1)).containsOnlyOnce(0);
        assertThat(balance.folds()).extracting(fold -> fold.classRows().get(2)).containsOnlyOnce(1);
        assertThat(balance.folds())
                .allSatisfy(fold -> assertThat(fold.untrainedClasses().contains(2))
                        .isEqualTo(fold.classRows().get(2) == 1));
    }

    @Test
    void needsARowForEveryFoldAndClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedKFold(5).split(Samples.ofSizes(3, 1), 0))
                .withMessage("4 rows, too few for 5 folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedKFold(5).split(Rows.of(9), 0))
                .withMessage("stratified folds need a class for every row");
    }

    @Test
    void passesOverAClassWithoutRows() {
        assertThat(new StratifiedKFold(2).split(Samples.ofSizes(2, 0, 2), 0).validation(0))
                .hasSize(2);
    }

    /** Ten rows of ten classes have 126 divisions in halves; the order of classes must not leave only some of them. */
    @Test
    void theSeedDecidesWhichClassesShareAFold() {
        Rows rows = Samples.ofSizes(IntStream.generate(() -> 1).limit(10).toArray());
        assertThat(LongStream.range(0, 1_000)
                        .mapToObj(seed -> new StratifiedKFold(2).split(rows, seed))
                        .map(plan -> IntStream.range(0, 10)
                                .map(row -> plan.fold(row) ^ plan.fold(0))
                                .boxed()
                                .toList())
                        .distinct())
                .hasSize(126);
        assertThat(new Repeated(new StratifiedKFold(2), 20).split(rows, 0).repeats())
                .isEqualTo(20);
    }

    /** Classes × folds numbers would be too many for an array. */
    @Test
    void takesAsManyFoldsAndClassesAsRows() {
        int count = 65_536;
        Rows rows = Rows.of(count).withClasses(IntStream.range(0, count).toArray(), count);
        FoldPlan plan = new StratifiedKFold(count).split(rows, 1);
        assertThat(IntStream.range(0, count).map(plan::fold).distinct().count()).isEqualTo(count);
    }

    @Test
    void needsTwoFolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedKFold(1))
                .withMessage("number of folds is 1, must be at least 2");
    }
}
