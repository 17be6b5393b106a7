package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultilabelStratifiedKFoldTest {
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "3, 1", "3, 2", "5, 1", "5, 2", "10, 1", "10, 2"})
    void foldsDifferByAtMostOneRow(int k, int order) {
        for (int seed = 0; seed < 25; seed++) {
            Rows rows = LabelSamples.drawn(seed, k + 7 * seed);
            assertThat(LabelSamples.sizes(new MultilabelStratifiedKFold(k, order).split(rows, seed)))
                    .containsOnly(rows.size() / k, (rows.size() + k - 1) / k);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void oneLabelIsAsEvenAsAClass(int k) {
        for (int seed = 0; seed < 25; seed++) {
            int labelled = k + seed;
            int others = k + seed * seed % 37;
            Rows rows = LabelSamples.of(1, labelled + " x 0", others + " x ");
            int[] classes = IntStream.range(0, rows.size())
                    .map(row -> LabelSamples.has(rows, row, 0) ? 1 : 0)
                    .toArray();
            Rows withClasses = Rows.of(rows.size()).withClasses(classes, 2);
            Balance stratified = Balance.of(withClasses, new StratifiedKFold(k).split(withClasses, seed));
            for (int order = 1; order <= 2; order++) {
                FoldPlan plan = new MultilabelStratifiedKFold(k, order).split(rows, seed);
                assertThat(LabelSamples.spread(LabelSamples.counts(rows, plan, 0)))
                        .isLessThanOrEqualTo(1);
                Balance ours = Balance.of(withClasses, plan);
                assertThat(ours.largestDeviation()).isLessThanOrEqualTo(stratified.largestDeviation() + 1e-12);
                assertThat(ours.meanDeviation()).isLessThanOrEqualTo(stratified.meanDeviation() + 1e-12);
            }
        }
    }

    /** What the method is for: dealt out last, the three rows of label 1 could no longer be kept apart. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void spreadsARareLabelAndAFrequentOne(long seed) {
        Rows rows = LabelSamples.of(2, "27 x 0", "3 x 0 1", "6 x ");
        FoldPlan plan = new MultilabelStratifiedKFold(3, 1).split(rows, seed);
        assertThat(LabelSamples.counts(rows, plan, 1)).containsOnly(1);
        assertThat(LabelSamples.counts(rows, plan, 0)).containsOnly(10);
        assertThat(LabelSamples.sizes(plan)).containsOnly(12);
    }

    /** Each label could be even with all rows of a pair in one fold. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void spreadsPairsWithOrderTwo(long seed) {
        Rows rows = LabelSamples.of(3, "10 x 0", "10 x 1", "10 x 2", "10 x 0 1", "10 x 1 2", "10 x 0 2", "15 x ");
        FoldPlan plan = new MultilabelStratifiedKFold(5, 2).split(rows, seed);
        for (int label = 0; label < 3; label++) {
            assertThat(LabelSamples.counts(rows, plan, label)).containsOnly(6);
            assertThat(LabelSamples.counts(rows, plan, label, (label + 1) % 3)).containsOnly(2);
        }
        assertThat(LabelSamples.sizes(plan)).containsOnly(15);
    }

    /** Rows with labels alone would fill five folds unevenly. */
    @Test
    void evensOutWithRowsWithoutLabels() {
        Rows rows = LabelSamples.of(2, "5 x 0", "1 x 1", "4 x ");
        FoldPlan plan = new MultilabelStratifiedKFold(5, 1).split(rows, 3);
        assertThat(LabelSamples.sizes(plan)).containsOnly(2);
        assertThat(LabelSamples.counts(rows, plan, 0)).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void keepsTheFewRowsOfALabelApartAndBalanceReportsIt(int order) {
        Rows rows = LabelSamples.of(3, "3 x 1 2", "40 x 0", "20 x 0 1", "12 x ");
        for (long seed = 0; seed < 10; seed++) {
            FoldPlan plan = new MultilabelStratifiedKFold(5, order).split(rows, seed);
            assertThat(LabelSamples.counts(rows, plan, 2)).containsOnly(0, 1);
            assertThat(Balance.of(rows, plan).rareClasses()).containsExactly(2);
        }
    }

    @Test
    void takesRowsWithoutAnyLabel() {
        FoldPlan plan = new MultilabelStratifiedKFold(3, 2).split(LabelSamples.of(4, "8 x "), 0);
        assertThat(LabelSamples.sizes(plan)).containsExactlyInAnyOrder(3, 3, 2);
    }

    @ParameterizedTest
    @CsvSource({"1, 60", "2, 60", "1, 3000", "2, 3000"})
    void dependsOnContentAndSeedOnly(int order, int count) {
        MultilabelStratifiedKFold splitter = new MultilabelStratifiedKFold(4, order);
        Rows rows = LabelSamples.drawn(5, count);
        FoldPlan plan = splitter.split(rows, 1);
        assertThat(splitter.split(rows, 1)).isEqualTo(plan);
        assertThat(splitter.split(rows, 2)).isNotEqualTo(plan);
        int[] backwards = IntStream.range(0, count).map(i -> count - 1 - i).toArray();
        FoldPlan other = splitter.split(rows.select(backwards), 1);
        assertThat(IntStream.range(0, count).map(i -> other.fold(count - 1 - i)))
                .containsExactlyElementsOf(
                        IntStream.range(0, count).mapToObj(plan::fold).toList());
    }

    /** Written down, so that another JVM or a change of the method shows. */
    @Test
    void isWhatItWas() {
        Rows rows = Rows.of(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
                .withLabelSets(LabelSamples.of(3, "0", "0 1", "1", "2", "0 2", "", "0", "1 2", "", "0 1 2")
                        .labelSets()
                        .orElseThrow());
        assertThat(folds(new MultilabelStratifiedKFold(3, 1).split(rows, 42))).isEqualTo("1222210100");
        assertThat(folds(new MultilabelStratifiedKFold(3, 2).split(rows, 42))).isEqualTo("1022012102");
    }

    @Test
    void refusesMoreFoldsThanItCanCountLabelsIn() {
        Rows rows = Rows.of(70_000).withLabelSets(LabelSets.of(new int[70_000][0], 70_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedKFold(70_000, 1).split(rows, 0))
                .withMessageContaining("70000 folds of 70000 labels");
    }

    private static String folds(FoldPlan plan) {
        StringBuilder folds = new StringBuilder();
        for (int row = 0; row < plan.rows(); row++) {
            folds.append(plan.fold(row));
        }
        return folds.toString();
    }

    @Test
    void saysWhatItNeeds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedKFold(1, 1))
                .withMessage("number of folds is 1, must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedKFold(5, 3))
                .withMessage("order is 3, must be 1 (labels) or 2 (pairs of labels)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedKFold(5, 1).split(Rows.of(9), 0))
                .withMessage("multilabel folds need a set of labels for every row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultilabelStratifiedKFold(5, 1).split(LabelSamples.of(1, "4 x 0"), 0))
                .withMessage("4 rows, too few for 5 folds");
    }
}
