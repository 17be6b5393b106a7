package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.RunFolder;

/**
 * The masks of the training rows: a CSV of the run folder with the columns id, mask, sha256, ignored, and {@code
 * pixels:CLASS} for every class.
 *
 * @param ids those of the training rows, in their order
 * @param files absolute paths; in the file those within the run folder are from its root, so that it can be moved
 * @param hashes SHA-256 of the files
 * @param pixels how many of them each class has
 */
record MaskTable(List<String> ids, List<Path> files, List<String> hashes, List<MaskCounts> pixels) {
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
    MaskCounts total() {
        return pixels.stream().reduce(MaskCounts::plus).orElseThrow();
    }

    /** Names of the classes that have pixels. */
    static String present(MaskCounts pixels, List<String> classes) {
        return present(pixels, classes, SEPARATOR);
    }

    /** The same with something else between them. */
    static String present(MaskCounts pixels, List<String> classes, String separator) {
        return IntStream.range(0, classes.size())
                .filter(c -> pixels.classes().get(c) > 0)
                .mapToObj(classes::get)
                .collect(Collectors.joining(separator));
    }

    void write(RunFolder folder, List<String> classes) throws IOException {
        Path root = folder.root().toAbsolutePath();
        List<String> header = new ArrayList<>(HEADER);
        classes.forEach(name -> header.add(PIXELS + name));
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord(header);
            for (int row = 0; row < ids.size(); row++) {
                MaskCounts counts = pixels.get(row);
                Path mask = files.get(row);
                List<Object> line = new ArrayList<>(List.of(
                        ids.get(row),
                        mask.startsWith(root) ? root.relativize(mask) : mask,
                        hashes.get(row),
                        counts.ignored()));
                line.addAll(counts.classes());
                csv.printRecord(line);
            }
        });
    }

    /** Deletes masks that were drawn for rows of before and are none of these. */
    void deleteOthers(RunFolder folder) throws IOException {
        Path drawn = folder.file(DRAWN).getParent().toAbsolutePath();
        if (!Files.isDirectory(drawn)) {
            return;
        }
        Set<Path> own = Set.copyOf(files);
        try (Stream<Path> all = Files.list(drawn)) {
            for (Path mask : all.filter(file -> !own.contains(file)).toList()) {
                Files.delete(mask);
            }
        }
    }

    static MaskTable read(RunFolder folder) throws IOException {
        Path root = folder.root().toAbsolutePath();
        MaskTable table = new MaskTable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (BufferedReader in = Files.newBufferedReader(folder.file(FILE));
                CSVParser csv = CsvFile.parse(in)) {
            for (CSVRecord row : csv) {
                table.ids.add(row.get(0));
                table.files.add(root.resolve(row.get(1)));
                table.hashes.add(row.get(2));
                List<Long> counts = row.toList().subList(HEADER.size(), row.size()).stream()
                        .map(Long::valueOf)
                        .toList();
                table.pixels.add(new MaskCounts(counts, Long.parseLong(row.get(3))));
            }
        }
        return table;
    }
}
