package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.podium.augment.ImageSize;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.image.ImageLook;
import org.podium.pipeline.image.PerceptualHash;
import org.podium.pipeline.image.Thumbnail;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.RunFolder;

/**
 * What was seen of the images when they were read: a CSV with one line an image, training rows first, and their
 * thumbnails in the same order, images × 16 × 16 × RGB.
 */
final class LookTable {
    static final String FILE = "rows/images.csv";
    static final String THUMBNAILS = "rows/thumbnails.npy";

    private static final List<String> HEADER = List.of("set", "id", "pixels", "hash", "mirrored");
    private static final String TRAIN = "train";
    private static final String TEST = "test";

    private LookTable() {}

    static void write(RunFolder folder, LookedAt train, LookedAt test) throws IOException {
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord(Stream.concat(HEADER.stream(), ImageFacts.COLUMNS.stream()));
            for (LookedAt set : List.of(train, test)) {
                for (int i = 0; i < set.size(); i++) {
                    ImageLook look = set.looks().get(i);
                    List<String> line = new ArrayList<>(List.of(
                            set == train ? TRAIN : TEST,
                            set.rows().ids().get(i),
                            Long.toHexString(look.pixels()),
                            Long.toHexString(look.hash().value()),
                            Long.toHexString(look.hash().mirrored())));
                    line.addAll(look.facts().cells());
                    csv.printRecord(line);
                }
            }
        });
        List<byte[]> thumbnails = Stream.of(train, test)
                .flatMap(set -> set.looks().stream())
                .map(look -> look.thumbnail().bytes())
                .toList();
        AtomicFiles.write(
                folder.file(THUMBNAILS),
                temporary -> Npy.write(temporary, thumbnails, Thumbnail.SIDE, Thumbnail.SIDE, 3));
    }

    /** The training rows with their images. */
    static LookedAt train(RunFolder folder) throws IOException {
        return read(folder, RowTable.TRAIN, TRAIN);
    }

    /** The test rows with their images. */
    static LookedAt test(RunFolder folder) throws IOException {
        return read(folder, RowTable.TEST, TEST);
    }

    /** Sizes of all images, training rows first. */
    static List<ImageSize> sizes(RunFolder folder) throws IOException {
        return Stream.of(train(folder), test(folder))
                .flatMap(set -> set.looks().stream())
                .map(look -> new ImageSize(look.facts().width(), look.facts().height()))
                .toList();
    }

    private static LookedAt read(RunFolder folder, String table, String set) throws IOException {
        RowTable rows = RowTable.read(folder.file(table));
        // The training rows stand first.
        int before = set.equals(TRAIN)
                ? 0
                : RowTable.read(folder.file(RowTable.TRAIN)).ids().size();
        List<byte[]> thumbnails =
                Npy.readBytes(folder.file(THUMBNAILS), before, rows.ids().size(), Thumbnail.SIDE, Thumbnail.SIDE, 3);
        List<ImageLook> looks = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(folder.file(FILE))) {
            for (CSVRecord record : CsvFile.parse(in)) {
                if (record.get("set").equals(set)) {
                    looks.add(new ImageLook(
                            rows.hashes().get(looks.size()),
                            Long.parseUnsignedLong(record.get("pixels"), 16),
                            ImageFacts.of(record.toList().subList(HEADER.size(), record.size())),
                            Thumbnail.of(thumbnails.get(looks.size())),
                            new PerceptualHash(
                                    Long.parseUnsignedLong(record.get("hash"), 16),
                                    Long.parseUnsignedLong(record.get("mirrored"), 16))));
                }
            }
        }
        return new LookedAt(rows, looks);
    }
}
