package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.run.CsvFile;

/**
 * The masks of the training rows: a CSV of the run folder with the columns id, mask, sha256, ignored, and {@code
 * pixels:CLASS} for every class.
 *
 * @param ids those of the training rows, in their order
 * @param files absolute paths
 * @param hashes SHA-256 of the files
 * @param ignored pixels that count for nothing
 * @param pixels of each class
 */
record MaskTable(List<String> ids, List<Path> files, List<String> hashes, List<Long> ignored, List<long[]> pixels) {
    static final String FILE = "rows/masks.csv";

    private static final List<String> HEADER = List.of("id", "mask", "sha256", "ignored");
    private static final String PIXELS = "pixels:";

    /** Where masks are drawn that a table has as runs; with the row's number. */
    static final String DRAWN = "rows/masks/%06d.png";

    /** Between the classes that {@link #present} names. */
    static final String SEPARATOR = "|";

    MaskedRows rows(ImageRows images, Competition competition) {
        return new MaskedRows(images, files, coding(competition));
    }

    /** What the values of the files mean: the competition's, or of masks that were drawn podium's own. */
    static MaskCoding coding(Competition competition) {
        return competition.train().rle().isPresent()
                ? MaskCoding.indices(competition.classes().size())
                : competition.coding();
    }

    /** Pixels of each class in all masks. */
    long[] total() {
        long[] total = new long[pixels.get(0).length];
        for (long[] counts : pixels) {
            for (int c = 0; c < total.length; c++) {
                total[c] += counts[c];
            }
        }
        return total;
    }

    /** Names of the classes that have pixels. */
    static String present(long[] pixels, List<String> classes) {
        List<String> present = new ArrayList<>();
        for (int c = 0; c < pixels.length; c++) {
            if (pixels[c] > 0) {
                present.add(classes.get(c));
            }
        }
        return String.join(SEPARATOR, present);
    }

    void write(Path file, List<String> classes) throws IOException {
        List<String> header = new ArrayList<>(HEADER);
        classes.forEach(name -> header.add(PIXELS + name));
        CsvFile.write(file, csv -> {
            csv.printRecord(header);
            for (int row = 0; row < ids.size(); row++) {
                List<Object> line =
                        new ArrayList<>(List.of(ids.get(row), files.get(row), hashes.get(row), ignored.get(row)));
                for (long count : pixels.get(row)) {
                    line.add(count);
                }
                csv.printRecord(line);
            }
        });
    }

    static MaskTable read(Path file) throws IOException {
        MaskTable table = new MaskTable(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (BufferedReader in = Files.newBufferedReader(file);
                CSVParser csv = CsvFile.parse(in)) {
            for (CSVRecord row : csv) {
                table.ids.add(row.get(0));
                table.files.add(Path.of(row.get(1)));
                table.hashes.add(row.get(2));
                table.ignored.add(Long.parseLong(row.get(3)));
                table.pixels.add(row.toList().subList(HEADER.size(), row.size()).stream()
                        .mapToLong(Long::parseLong)
                        .toArray());
            }
        }
        return table;
    }
}
