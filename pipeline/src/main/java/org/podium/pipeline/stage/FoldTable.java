package org.podium.pipeline.stage;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.competition.CsvTable;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.RunFolder;

/** Fold plans as CSV with the columns id, repeat and fold; -1 marks a row that always trains. */
final class FoldTable {
    static final String FILE = "folds.csv";

    private static final String ONLY_REPEAT = "0";

    private FoldTable() {}

    static void write(Path file, List<String> ids, FoldPlan plan) throws IOException {
        CsvFile.write(file, csv -> {
            csv.printRecord("id", "repeat", "fold");
            for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                for (int row = 0; row < ids.size(); row++) {
                    csv.printRecord(ids.get(row), repeat, plan.fold(repeat, row));
                }
            }
        });
    }

    /** One record, its cells still texts, and where it is for messages. */
    private record Line(String where, String id, String repeat, String fold) {}

    /**
     * Reads a plan that {@link #write} wrote. Every worker does, so it is without the time that Tablesaw takes to start.
     *
     * @throws UserError when the file is not what was written, or for other rows
     */
    static FoldPlan read(Path file, List<String> ids) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Reader in = Files.newBufferedReader(file);
                CSVParser csv = CsvFile.FORMAT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(in)) {
            for (CSVRecord record : csv) {
                String where = file + ": record " + record.getRecordNumber();
                lines.add(new Line(where, record.get("id"), record.get("repeat"), record.get("fold")));
            }
        } catch (CSVException | CharacterCodingException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserError(file + ": this is no CSV with the columns id, repeat and fold: " + e.getMessage(), e);
        }
        return plan(file, lines, ids, Set.of());
    }

    /**
     * Reads a plan that the user wrote; the file's own order does not matter, nor do other columns, and {@code repeat} may
     * be missing.
     *
     * @param ignored ids that may be in the file though they are no rows, since their images were left out
     * @throws UserError when there is no such table, an id is missing, unknown or there twice, a fold is no number from -1
     *     up, is empty, or trains on fewer than two rows
     */
    static FoldPlan readUsers(Path file, List<String> ids, Set<String> ignored) {
        if (!Files.isRegularFile(file)) {
            throw new UserError("folds.file: there is no file " + file);
        }
        CsvTable table = CsvTable.read(file);
        List<String> rows = table.column("id");
        List<String> folds = table.column("fold");
        List<String> repeats = table.columns().contains("repeat")
                ? table.column("repeat")
                : Collections.nCopies(rows.size(), ONLY_REPEAT);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(new Line(table.where(i), rows.get(i), repeats.get(i), folds.get(i)));
        }
        FoldPlan plan = plan(file, lines, ids, ignored);
        for (int fold = 0; fold < plan.folds(); fold++) {
            if (plan.training(fold).length < 2) {
                throw new UserError(file + ": fold " + fold + " would train on one row, at least two are needed");
            }
        }
        return plan;
    }

    private static FoldPlan plan(Path file, List<Line> lines, List<String> ids, Set<String> ignored) {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < ids.size(); row++) {
            rowOf.put(ids.get(row), row);
        }
        int[] folds = new int[ids.size()];
        Arrays.fill(folds, Integer.MIN_VALUE);
        for (Line line : lines) {
            take(line, rowOf, ignored, folds);
        }
        return plan(file, ids, folds);
    }

    /** How many folds a run has. */
    static int folds(RunFolder folder) throws IOException {
        List<String> ids = RowTable.read(folder.file(RowTable.TRAIN)).ids();
        return read(folder.file(FILE), ids).folds();
    }

    private static void take(Line line, Map<String, Integer> rowOf, Set<String> ignored, int[] folds) {
        String where = line.where() + ": ";
        if (!line.repeat().equals(ONLY_REPEAT)) {
            throw new UserError(where + "repeat is " + line.repeat() + ", but one repeat, 0, is all there may be");
        }
        Integer row = rowOf.get(line.id());
        if (row == null) {
            if (ignored.contains(line.id())) {
                return;
            }
            throw new UserError(where + "'" + line.id() + "' is the id of no training row");
        }
        if (folds[row] != Integer.MIN_VALUE) {
            throw new UserError(where + "the id '" + line.id() + "' is there twice");
        }
        if (!line.fold().matches("-1|\\d{1,4}")) {
            throw new UserError(where + "the fold is '" + line.fold()
                    + "', expected 0, 1, 2, … or -1 for a row that always trains");
        }
        folds[row] = Integer.parseInt(line.fold());
    }

    private static FoldPlan plan(Path file, List<String> ids, int[] folds) {
        int count = 0;
        for (int row = 0; row < folds.length; row++) {
            if (folds[row] == Integer.MIN_VALUE) {
                throw new UserError(file + ": the training row '" + ids.get(row) + "' is not in it");
            }
            count = Math.max(count, folds[row] + 1);
        }
        try {
            return FoldPlan.of(count, folds);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        }
    }
}
