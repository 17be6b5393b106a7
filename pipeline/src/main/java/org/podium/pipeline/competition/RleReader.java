package org.podium.pipeline.competition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.augment.ImageSize;
import org.podium.pipeline.competition.RleFormat.Place;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.run.CsvFile;

/** Gives the masks of a table of run-length encoded ones. It holds the runs as the table has them, as text. */
final class RleReader implements MaskSubmissionReader {
    private final String name;
    private final RleFormat format;
    private final Map<Integer, List<Line>> ofRow = new HashMap<>();

    private RleReader(String name, RleFormat format) {
        this.name = name;
        this.format = format;
    }

    /** The runs of one class, or of one instance of it, and where they stand. */
    private record Line(String where, int index, String runs) {}

    /** Takes a line of the table: where it stands, the key of its place, its runs. */
    @FunctionalInterface
    private interface Lines {
        void line(String where, String key, String runs);
    }

    /**
     * Opens a table whose columns and lines are those of the format, in its order.
     *
     * @throws UserError if they are others, or the file cannot be read
     */
    static RleReader open(Path file, String name, RleFormat format) {
        RleReader reader = new RleReader(name, format);
        Findings findings = new Findings();
        List<Place> places = format.places();
        int[] lines = {0};
        int[] next = {0};
        read(file, name, format.columns(), true, (where, key, runs) -> {
            lines[0]++;
            boolean again = format.instances()
                    && next[0] > 0
                    && places.get(next[0] - 1).key().equals(key);
            next[0] += again ? 0 : 1;
            Optional<Place> place = next[0] <= places.size() ? Optional.of(places.get(next[0] - 1)) : Optional.empty();
            place.ifPresent(expected -> {
                reader.add(expected, where, runs);
                if (!expected.key().equals(key)) {
                    findings.add("another id", "%s: id '%s', expected '%s'".formatted(where, key, expected.key()));
                }
            });
        });
        if (next[0] != places.size()) {
            throw new UserError(name + ": " + lines[0] + " lines of predictions, expected "
                    + (format.instances() ? "at least " : "") + places.size());
        }
        findings.throwIfAny();
        return reader;
    }

    /**
     * Opens a table that may have other columns and lines besides those of the format, in any order.
     *
     * @throws UserError if a column or every line of a test row is missing, or the file cannot be read
     */
    static RleReader amongOthers(Path file, String name, RleFormat format) {
        RleReader reader = new RleReader(name, format);
        Map<String, Place> places = new HashMap<>();
        format.places().forEach(place -> places.put(place.key(), place));
        read(file, name, format.columns(), false, (where, key, runs) -> Optional.ofNullable(places.get(key))
                .ifPresent(place -> reader.add(place, where, runs)));
        Findings findings = new Findings();
        format.rows().stream()
                .filter(row -> !reader.ofRow.containsKey(row))
                .forEach(row -> findings.add("no line", name + ": no line for " + format.name(row)));
        findings.throwIfAny();
        return reader;
    }

    private void add(Place place, String where, String runs) {
        ofRow.computeIfAbsent(place.row(), row -> new ArrayList<>()).add(new Line(where, place.index(), runs));
    }

    private static void read(Path file, String name, RleFormat.Columns columns, boolean exact, Lines lines) {
        try (BufferedReader in = Files.newBufferedReader(file);
                CSVParser csv = CsvFile.parse(in)) {
            List<String> names = csv.getHeaderNames();
            if (exact && !names.equals(columns.names())) {
                throw new UserError("%s: columns %s, expected %s".formatted(name, names, columns.names()));
            }
            for (String column : columns.names()) {
                if (!names.contains(column)) {
                    throw new UserError(name + ": no column '" + column + "'; " + Nearest.hint(column, names));
                }
            }
            for (CSVRecord line : csv) {
                String where = name + ":" + csv.getCurrentLineNumber();
                if (line.size() != names.size()) {
                    throw new UserError(where + ": " + line.size() + " cells, expected " + names.size());
                }
                String id = line.get(columns.id());
                lines.line(
                        where,
                        columns.type().map(type -> id + ", " + line.get(type)).orElse(id),
                        line.get(columns.runs()));
            }
        } catch (NoSuchFileException e) {
            throw new UserError(name + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new UserError(name + ": not UTF-8 text, expected a CSV file", e);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserError(name + ": cannot be read as a CSV table: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] mask(int testRow, ImageSize size) {
        byte[] mask = new byte[Math.toIntExact(size.area())];
        Arrays.fill(mask, (byte) MaskCoding.IGNORED);
        for (Line line : ofRow.get(testRow)) {
            if (line.runs().strip().equals(format.empty().strip())) {
                continue;
            }
            try {
                paint(line, mask, size);
            } catch (IllegalArgumentException e) {
                throw new UserError(line.where() + ": " + e.getMessage(), e);
            }
        }
        format.background().ifPresent(background -> {
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (mask[i] & 0xFF) == MaskCoding.IGNORED ? background.byteValue() : mask[i];
            }
        });
        return mask;
    }

    private static void paint(Line line, byte[] mask, ImageSize size) {
        int width = size.width();
        int height = size.height();
        Rle.decode(line.runs(), size.area(), (first, length) -> {
            int x = (int) (first / height);
            int y = (int) (first % height);
            for (long left = length; left > 0; left--) {
                if ((mask[y * width + x] & 0xFF) != MaskCoding.IGNORED) {
                    throw new IllegalArgumentException("the pixel at x " + x + ", y " + y
                            + " is in another mask of this image too, but has only one class");
                }
                mask[y * width + x] = (byte) line.index();
                if (++y == height) {
                    y = 0;
                    x++;
                }
            }
        });
    }

    @Override
    public void close() {
        ofRow.clear();
    }
}
