package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Our scores against scikit-learn's of the same predictions (golden/make_metrics.py). */
class ScikitLearnScoresTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/golden/scores.csv", numLinesToSkip = 1)
    void agrees(String name, String metric, double score) {
        List<String[]> rows = lines("/golden/predictions.csv").stream()
                .map(line -> line.split(","))
                .filter(cells -> cells[0].equals(name))
                .toList();
        int[] truth =
                rows.stream().mapToInt(cells -> Integer.parseInt(cells[1])).toArray();
        double[][] probabilities = rows.stream()
                .map(cells -> Stream.of(cells[2].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        assertThat(Metrics.named(metric).score(truth, probabilities)).isCloseTo(score, Offset.offset(1e-12));
    }

    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ScikitLearnScoresTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
