package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.run.CsvFile;

/**
 * The rows that a run works with: a CSV of the run folder with the columns id, image, sha256, label, group and time, and
 * {@code column:NAME} for every other column of the competition's table.
 *
 * @param ids unique ids
 * @param images absolute paths
 * @param hashes SHA-256 of the image files
 * @param labels one a row; empty texts for test rows
 * @param groups one a row; empty texts where the competition has none
 * @param times one a row; empty texts where the competition has none
 * @param columns cells of the other columns, by name
 */
record RowTable(
        List<String> ids,
        List<Path> images,
        List<String> hashes,
        List<String> labels,
        List<String> groups,
        List<String> times,
        Map<String, List<String>> columns) {
    static final String TRAIN = "rows/train.csv";
    static final String TEST = "rows/test.csv";

    private static final List<String> HEADER = List.of("id", "image", "sha256", "label", "group", "time");
    private static final String COLUMN = "column:";

    RowTable {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** Rows whose images were not looked at. */
    static RowTable of(Rows rows) {
        List<String> empty = Collections.nCopies(rows.size(), "");
        return new RowTable(
                rows.ids(),
                rows.images(),
                empty,
                rows.labels().orElse(empty),
                rows.groups().orElse(empty),
                rows.times().orElse(empty),
                rows.columns());
    }

    int size() {
        return ids.size();
    }

    ImageRows imageRows() {
        return new ImageRows(ids, images);
    }

    /** Index of each label among the classes. */
    int[] classes(List<String> classes) {
        Map<String, Integer> indices = new LinkedHashMap<>();
        classes.forEach(name -> indices.put(name, indices.size()));
        return labels.stream()
                .mapToInt(label -> indices.getOrDefault(label, -1))
                .toArray();
    }

    /** Indices of the classes that each row has, ascending: those that its label names, or for masks all it lists. */
    int[][] classSets(List<String> classes) {
        Map<String, Integer> indices = new LinkedHashMap<>();
        classes.forEach(name -> indices.put(name, indices.size()));
        return labels.stream()
                .map(label -> (indices.containsKey(label)
                                ? Stream.of(label)
                                : Arrays.stream(label.split(Pattern.quote(MaskTable.SEPARATOR))))
                        .filter(indices::containsKey)
                        .mapToInt(indices::get)
                        .sorted()
                        .toArray())
                .toArray(int[][]::new);
    }

    /** For each row, of its {@link #classSets} the class that fewest rows have; the first class where it has none. */
    int[] rarestClasses(List<String> classes) {
        int[][] sets = classSets(classes);
        long[] rows = new long[classes.size()];
        Arrays.stream(sets).flatMapToInt(Arrays::stream).forEach(c -> rows[c]++);
        return Arrays.stream(sets)
                .mapToInt(set -> Arrays.stream(set)
                        .boxed()
                        .min(Comparator.comparingLong(c -> rows[c]))
                        .orElse(0))
                .toArray();
    }

    boolean grouped() {
        return groups.stream().anyMatch(group -> !group.isEmpty());
    }

    boolean timed() {
        return times.stream().anyMatch(time -> !time.isEmpty());
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        List<String> header = new ArrayList<>(HEADER);
        columns.keySet().forEach(name -> header.add(COLUMN + name));
        CsvFile.write(file, csv -> {
            csv.printRecord(header);
            List<Object> line = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                line.clear();
                Collections.addAll(
                        line, ids.get(i), images.get(i), hashes.get(i), labels.get(i), groups.get(i), times.get(i));
                for (List<String> cells : columns.values()) {
                    line.add(cells.get(i));
                }
                csv.printRecord(line);
            }
        });
    }

    static RowTable read(Path file) throws IOException {
        List<List<String>> cells = new ArrayList<>();
        List<String> header;
        try (BufferedReader in = Files.newBufferedReader(file);
                CSVParser csv = CsvFile.parse(in)) {
            header = csv.getHeaderNames();
            header.forEach(name -> cells.add(new ArrayList<>()));
            for (CSVRecord row : csv) {
                for (int c = 0; c < header.size(); c++) {
                    cells.get(c).add(row.get(c));
                }
            }
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int c = HEADER.size(); c < header.size(); c++) {
            columns.put(header.get(c).substring(COLUMN.length()), cells.get(c));
        }
        return new RowTable(
                cells.get(0),
                cells.get(1).stream().map(Path::of).toList(),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                columns);
    }
}
