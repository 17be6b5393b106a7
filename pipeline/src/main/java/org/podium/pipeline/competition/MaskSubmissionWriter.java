package org.podium.pipeline.competition;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVPrinter;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskComponents;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.CsvFile;

/**
 * Writes a submission of masks, reads it back, compares it with them bit for bit, and only then gives it its name. One
 * mask is held at a time; the same masks give the same bytes.
 */
public final class MaskSubmissionWriter {
    /** The first that a zip can have. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final MaskSubmissionFormat format;
    private final Masks masks;
    private final Map<Integer, MaskDigest> written = new HashMap<>();

    private MaskSubmissionWriter(MaskSubmissionFormat format, Masks masks) {
        this.format = format;
        this.masks = masks;
    }

    /** Gives the masks to write. */
    @FunctionalInterface
    public interface Masks {
        /**
         * The mask of a test row. Asked once for each, in the order of {@link MaskSubmissionFormat#rows}; what it makes is
         * freed before the next.
         *
         * @return {@code CV_8UC1}, of the size of the row's image: the index of each pixel's class; nothing may be ignored
         */
        Mat of(int testRow) throws IOException;
    }

    /**
     * Writes the file, replacing one that is there.
     *
     * @throws UserError if the file cannot be written or does not pass {@link MaskSubmissionValidator}; there is no new
     *     file then
     * @throws IllegalArgumentException if a mask has a pixel that is of no class
     */
    public static void write(Path file, MaskSubmissionFormat format, Masks masks) {
        MaskSubmissionWriter writer = new MaskSubmissionWriter(format, masks);
        try {
            AtomicFiles.write(file, temporary -> {
                if (format instanceof RleFormat runs) {
                    writer.print(temporary, runs);
                } else {
                    writer.zip(temporary, (MaskZipFormat) format);
                }
                MaskSubmissionValidator.check(temporary, file.toString(), format, writer.written);
            });
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void print(Path file, RleFormat runs) throws IOException {
        RleFormat.Columns columns = runs.columns();
        // What a row has beside the line at hand: a sample need not have its lines together.
        Map<RleFormat.Place, List<String>> waiting = new HashMap<>();
        Map<Integer, List<RleFormat.Place>> ofRow = new HashMap<>();
        runs.places().forEach(place -> ofRow.computeIfAbsent(place.row(), row -> new ArrayList<>())
                .add(place));
        try (BufferedWriter out = Files.newBufferedWriter(file);
                CSVPrinter csv = new CSVPrinter(out, CsvFile.FORMAT)) {
            csv.printRecord(columns.names());
            for (RleFormat.Place place : runs.places()) {
                if (!waiting.containsKey(place)) {
                    waiting.putAll(texts(runs, place.row(), ofRow.get(place.row())));
                }
                for (String text : waiting.remove(place)) {
                    List<String> cells = columns.names().stream()
                            .map(name -> name.equals(columns.id())
                                    ? place.id()
                                    : name.equals(columns.runs()) ? text : place.type())
                            .toList();
                    csv.printRecord(cells);
                }
            }
        }
    }

    /** What the lines of each place of a row have in the column of the masks. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private Map<RleFormat.Place, List<String>> texts(RleFormat runs, int row, List<RleFormat.Place> places)
            throws IOException {
        byte[] mask;
        ImageSize size;
        try (PointerScope scope = new PointerScope()) {
            Mat given = masks.of(row);
            size = ImageSize.of(given);
            mask = pixels(given, row);
        }
        Map<RleFormat.Place, List<String>> texts = new HashMap<>();
        Map<Integer, String> all = runs.instances() ? Map.of() : Rle.encode(mask, size.width(), size.height());
        for (RleFormat.Place place : places) {
            texts.put(
                    place,
                    runs.instances()
                            ? instances(mask, size, place.index(), runs)
                            : List.of(all.getOrDefault(place.index(), runs.empty())));
        }
        return texts;
    }

    /** The components in the order of their first pixels, down the columns. */
    private static List<String> instances(byte[] mask, ImageSize size, int index, RleFormat runs) {
        int[] numbers = MaskComponents.label(mask, size.width(), size.height(), index, runs.connectivity());
        Map<Integer, String> components = Rle.encode(numbers, size.width(), size.height());
        components.remove(0);
        return components.isEmpty() ? List.of(runs.empty()) : List.copyOf(components.values());
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private void zip(Path file, MaskZipFormat pictures) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int row : pictures.rows()) {
                byte[] png;
                try (PointerScope scope = new PointerScope()) {
                    Mat mask = masks.of(row);
                    pixels(mask, row);
                    png = MaskFile.png(mask, pictures.coding());
                }
                CRC32 crc = new CRC32();
                crc.update(png);
                ZipEntry entry = new ZipEntry(pictures.names().get(row));
                entry.setMethod(ZipEntry.STORED); // a PNG is compressed
                entry.setSize(png.length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                zip.write(png);
                zip.closeEntry();
            }
        }
    }

    /** The mask of a row on the heap, its digest kept. */
    private byte[] pixels(Mat mask, int row) {
        byte[] pixels = MaskFile.bytes(mask);
        for (byte index : pixels) {
            if ((index & 0xFF) >= format.classes()) {
                throw new IllegalArgumentException("the mask of " + format.name(row) + " has index " + (index & 0xFF)
                        + " of " + format.classes() + " classes");
            }
        }
        written.put(row, MaskDigest.of(pixels, ImageSize.of(mask)));
        return pixels;
    }
}
