package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedRegressionTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
    void foldsDifferByAtMostOneRowInTotalAndInEachBin(long seed) {
        StratifiedRegression splitter = new StratifiedRegression(4, 7);
        Rows rows = Samples.full(seed);
        Balance balance = Balance.of(rows.withClasses(splitter.binOfRow(rows), 7), splitter.split(rows, seed));
        assertThat(balance.folds()).allSatisfy(fold -> {
            assertThat(fold.rows()).isBetween(rows.size() / 4, (rows.size() + 3) / 4);
            for (int bin = 0; bin < 7; bin++) {
                int least = smallest(balance, bin);
                assertThat(fold.classRows().get(bin)).isBetween(least, least + 1);
            }
        });
    }

    private static int smallest(Balance balance, int bin) {
        return balance.folds().stream()
                .mapToInt(fold -> fold.classRows().get(bin))
                .min()
                .orElseThrow();
    }

    @Test
    void binsWithoutTiesDifferByAtMostOneRow() {
        double[] targets = new SplittableRandom(3).doubles(100).toArray();
        int[] counts = new int[7];
        for (int bin : new StratifiedRegression(2, 7).binOfRow(Rows.of(100).withTargets(targets))) {
            counts[bin]++;
        }
        assertThat(counts).containsOnly(14, 15);
    }

    @Test
    void thereAreNoMoreBinsThanRows() {
        Rows rows = Rows.of(4).withTargets(new double[] {3, 1, 4, 2});
        StratifiedRegression splitter = new StratifiedRegression(2, Integer.MAX_VALUE);
        assertThat(splitter.binOfRow(rows)).containsExactly(2, 0, 3, 1);
        assertThat(splitter.split(rows, 0).validation(0)).hasSize(2);
    }

    @Test
    void equalTargetsShareABinAndLargerOnesHaveHigherBins() {
        double[] targets = {0.0, -0.0, 0, 0, 0, -3, 7, 7, 8, 100};
        assertThat(new StratifiedRegression(2, 5).binOfRow(Rows.of(10).withTargets(targets)))
                .containsExactly(1, 1, 1, 1, 1, 0, 3, 3, 4, 4);
    }

    /** Means of the folds differ far less than those of folds drawn at random. */
    @Test
    void foldsHaveTheMeanOfTheWhole() {
        double[] targets = IntStream.range(0, 400)
                .mapToDouble(row -> Math.exp(new SplittableRandom(row).nextDouble() * 4))
                .toArray();
        Rows rows = Rows.of(400).withTargets(targets);
        assertThat(spreadOfMeans(rows, new StratifiedRegression(5, 40)))
                .isLessThan(spreadOfMeans(rows, new KFold(5)) / 3);
    }

    private static double spreadOfMeans(Rows rows, Splitter splitter) {
        return IntStream.range(0, 20)
                .mapToDouble(seed -> {
                    double[] means = Balance.of(rows, splitter.split(rows, seed)).folds().stream()
                            .mapToDouble(fold -> fold.targets().orElseThrow().mean())
                            .toArray();
                    return DoubleStream.of(means).max().orElseThrow()
                            - DoubleStream.of(means).min().orElseThrow();
                })
                .average()
                .orElseThrow();
    }

    @Test
    void needsTargetsBinsAndFolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedRegression(2, 2).split(Rows.of(4), 0))
                .withMessage("folds stratified by a target need one for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedRegression(2, 1))
                .withMessage("number of bins is 1, must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StratifiedRegression(1, 2))
                .withMessage("number of folds is 1, must be at least 2");
    }
}
