package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Our multilabel folds against scikit-multilearn's and iterative-stratification's on the same rows
 * (golden/make_multilabel.py): no less even, whatever our seed, than the best of 20 seeds of theirs, with one exception
 * (see {@code PAIRS_MISSED}).
 */
class MultilabelBalanceTest {
    private static final double ROUNDING = 1e-12;
    /** Of the pairs of "rare" in five folds the largest deviation is, with one of our 20 seeds, 2.2 %, theirs 2.0 %. */
    private static final double PAIRS_MISSED = 0.022;

    /** Largest and mean deviation of shares, |share in a fold − share of all rows|. */
    private record Deviation(double largest, double mean) {}

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/multilabel_balance.csv", numLinesToSkip = 1)
    void isNeverLessEven(
            String dataset,
            String reference,
            int order,
            int k,
            double largest,
            double mean,
            double largestOfPairs,
            double meanOfPairs) {
        Rows rows = rows(dataset);
        for (long seed = 0; seed < 3; seed++) {
            FoldPlan plan = new MultilabelStratifiedKFold(k, order).split(rows, seed);
            Deviation ofLabels = deviation(rows, plan, false);
            assertThat(ofLabels.largest()).isLessThanOrEqualTo(largest + ROUNDING);
            assertThat(ofLabels.mean()).isLessThanOrEqualTo(mean + ROUNDING);
            if (order == 2) {
                Deviation ofPairs = deviation(rows, plan, true);
                boolean exception = dataset.equals("rare") && k == 5;
                assertThat(ofPairs.largest())
                        .isLessThanOrEqualTo((exception ? PAIRS_MISSED : largestOfPairs) + ROUNDING);
                assertThat(ofPairs.mean()).isLessThanOrEqualTo(meanOfPairs + ROUNDING);
            }
        }
    }

    private static Deviation deviation(Rows rows, FoldPlan plan, boolean pairs) {
        LabelCombinations combinations = LabelCombinations.labelsAndPairs(
                rows.labelSets().orElseThrow(), IntStream.range(0, rows.size()).toArray());
        double largest = 0;
        double sum = 0;
        int count = 0;
        for (int fold = 0; fold < plan.folds(); fold++) {
            int[] held = plan.validation(fold);
            int[] counts = new int[combinations.count()];
            for (int row : held) {
                for (int i = combinations.start(row); i < combinations.end(row); i++) {
                    counts[combinations.at(i)]++;
                }
            }
            for (int c = 0; c < counts.length; c++) {
                if (combinations.isPair(c) == pairs) {
                    double deviation =
                            Math.abs((double) counts[c] / held.length - (double) combinations.size(c) / rows.size());
                    largest = Math.max(largest, deviation);
                    sum += deviation;
                    count++;
                }
            }
        }
        return new Deviation(largest, sum / count);
    }

    private static Rows rows(String dataset) {
        int[][] labels = lines("/golden/multilabel_rows.csv").stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(dataset))
                .map(cells -> cells[1].lines()
                        .flatMap(line -> List.of(line.split(" ")).stream())
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
        int labelCount =
                1 + List.of(labels).stream().flatMapToInt(IntStream::of).max().orElseThrow();
        return Rows.of(labels.length).withLabelSets(LabelSets.of(labels, labelCount));
    }

    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                MultilabelBalanceTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
