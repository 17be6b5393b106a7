package org.podium.pipeline.competition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.augment.ImageSize;
import org.podium.pipeline.competition.RleFormat.Place;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.CsvFile;

/** Gives the masks of a table of run-length encoded ones. It holds the runs as the table has them, as text. */
final class RleReader implements MaskSubmissionReader {
    private final RleMasks masks;

    private RleReader(RleFormat format, Map<Integer, List<RleMasks.Line>> lines, Set<String> empty) {
        this.masks = new RleMasks(lines, empty, format.background());
    }

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
        Map<Integer, List<RleMasks.Line>> ofRow = new HashMap<>();
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
                add(ofRow, expected, where, runs);
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
        return new RleReader(format, ofRow, Set.of(format.empty().strip()));
    }

    /**
     * Opens a table that may have other columns and lines besides those of the format, in any order, and whatever tables of
     * training rows may have for a mask without a pixel.
     *
     * @throws UserError if a column or every line of a test row is missing, or the file cannot be read
     */
    static RleReader amongOthers(Path file, String name, RleFormat format) {
        Map<Integer, List<RleMasks.Line>> ofRow = new HashMap<>();
        Map<String, Place> places = new HashMap<>();
        format.places().forEach(place -> places.put(place.key(), place));
        read(file, name, format.columns(), false, (where, key, runs) -> Optional.ofNullable(places.get(key))
                .ifPresent(place -> add(ofRow, place, where, runs)));
        Findings findings = new Findings();
        format.rows().stream()
                .filter(row -> !ofRow.containsKey(row))
                .forEach(row -> findings.add("no line", name + ": no line for " + format.name(row)));
        findings.throwIfAny();
        Set<String> empty = new HashSet<>(TableRows.EMPTY);
        empty.add(format.empty().strip());
        return new RleReader(format, ofRow, empty);
    }

    private static void add(Map<Integer, List<RleMasks.Line>> ofRow, Place place, String where, String runs) {
        ofRow.computeIfAbsent(place.row(), row -> new ArrayList<>()).add(new RleMasks.Line(where, place.index(), runs));
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
        return masks.mask(testRow, size);
    }

    /** There is nothing left open. */
    @Override
    public void close() {}
}
