package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A submission or a sample read by splitting at commas, independently of how podium reads.
 *
 * @param columns names, that of the ids first
 * @param rows cells, as many as columns
 */
record SubmissionRows(List<String> columns, List<List<String>> rows) {
    static SubmissionRows read(Path file) throws IOException {
        List<List<String>> lines = Files.readAllLines(file).stream()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
        return new SubmissionRows(lines.get(0), lines.subList(1, lines.size()));
    }

    List<String> ids() {
        return column(0);
    }

    List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** The numbers behind the id. */
    double[] numbers(int row) {
        return rows.get(row).stream().skip(1).mapToDouble(Double::parseDouble).toArray();
    }
}
