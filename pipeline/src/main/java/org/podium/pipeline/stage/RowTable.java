package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.run.CsvFile;

/**
 * The rows that a run works with, checked: a CSV of the run folder with the columns id, image, sha256, label and group.
 *
 * @param ids unique ids
 * @param images absolute paths
 * @param hashes SHA-256 of the image files
 * @param labels one a row; empty texts for test rows
 * @param groups one a row; empty texts where the competition has none
 */
record RowTable(List<String> ids, List<Path> images, List<String> hashes, List<String> labels, List<String> groups) {
    static final String TRAIN = "rows/train.csv";
    static final String TEST = "rows/test.csv";

    private static final String[] HEADER = {"id", "image", "sha256", "label", "group"};

    int size() {
        return ids.size();
    }

    ImageRows imageRows() {
        return new ImageRows(ids, images);
    }

    /** Index of each label among the classes. */
    int[] classes(List<String> classes) {
        return labels.stream().mapToInt(classes::indexOf).toArray();
    }

    boolean grouped() {
        return groups.stream().anyMatch(group -> !group.isEmpty());
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        CsvFile.write(file, csv -> {
            csv.printRecord((Object[]) HEADER);
            for (int i = 0; i < size(); i++) {
                csv.printRecord(ids.get(i), images.get(i), hashes.get(i), labels.get(i), groups.get(i));
            }
        });
    }

    static RowTable read(Path file) throws IOException {
        List<List<String>> columns = new ArrayList<>();
        for (int c = 0; c < HEADER.length; c++) {
            columns.add(new ArrayList<>());
        }
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (CSVRecord row : CsvFile.FORMAT
                    .builder()
                    .setSkipHeaderRecord(true)
                    .setHeader(HEADER)
                    .get()
                    .parse(in)) {
                for (int c = 0; c < HEADER.length; c++) {
                    columns.get(c).add(row.get(c));
                }
            }
        }
        return new RowTable(
                columns.get(0),
                columns.get(1).stream().map(Path::of).toList(),
                columns.get(2),
                columns.get(3),
                columns.get(4));
    }
}
