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

/** Our folds against scikit-learn's on the same rows (golden/make_balance.py): never less even, whatever the seed. */
class ScikitLearnBalanceTest {
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/balance.csv", numLinesToSkip = 1)
    void isNeverLessEven(String dataset, String splitterName, int k, double largest, double mean) {
        Splitter splitter =
                switch (splitterName) {
                    case "stratified" -> new StratifiedKFold(k);
                    case "stratified-group" -> new StratifiedGroupKFold(k);
                    default -> throw new IllegalArgumentException(splitterName);
                };
        Rows rows = rows(dataset);
        for (long seed = 0; seed < 20; seed++) {
            Balance balance = Balance.of(rows, splitter.split(rows, seed));
            assertThat(balance.largestDeviation()).isLessThanOrEqualTo(largest + ROUNDING);
            assertThat(balance.meanDeviation()).isLessThanOrEqualTo(mean + ROUNDING);
        }
    }

    private static Rows rows(String dataset) {
        List<String[]> lines = lines("/golden/rows.csv").stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals(dataset))
                .toList();
        int[] classes =
                lines.stream().mapToInt(cells -> Integer.parseInt(cells[2])).toArray();
        int classCount = IntStream.of(classes).max().orElseThrow() + 1;
        return Rows.of(lines.stream().map(cells -> cells[1]).toList(), classes, classCount)
                .withGroups(lines.stream().map(cells -> cells[3]).toList());
    }

    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ScikitLearnBalanceTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
