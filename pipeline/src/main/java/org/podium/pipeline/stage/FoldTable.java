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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.competition.CsvTable;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.CsvFile;

/**
 * Fold plans as CSV with the columns id, repeat and fold; −1 marks a row that is never held out. Where not every row
 * trains in all other folds, {@code trains_from} and {@code trains_to} are the first fold in which it does and the fold
 * after the last. In nested plans, {@code inner} names the folds, with blanks between, that choose their best epoch on the
 * row.
 */
final class FoldTable {
    static final String FILE = "folds.csv";

    private static final String ONLY_REPEAT = "0";
    private static final String FROM = "trains_from";
    private static final String TO = "trains_to";
    private static final String INNER = "inner";
    private static final Pattern ROW = Pattern.compile("\\brow (\\d{1,9})\\b");

    private FoldTable() {}

    static void write(Path file, List<String> ids, FoldPlan plan) throws IOException {
        boolean nested = !plan.inner().isEmpty();
        CsvFile.write(file, csv -> {
            List<Object> line = new ArrayList<>(List.of("id", "repeat", "fold"));
            if (plan.hasIntervals()) {
                Collections.addAll(line, FROM, TO);
            }
            if (nested) {
                line.add(INNER);
            }
            csv.printRecord(line);
            for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                for (int row = 0; row < ids.size(); row++) {
                    line.clear();
                    Collections.addAll(line, ids.get(row), repeat, plan.fold(repeat, row));
                    if (plan.hasIntervals()) {
                        Collections.addAll(line, plan.trainsFrom(repeat, row), plan.trainsTo(repeat, row));
                    }
                    if (nested) {
                        line.add(choosing(plan, repeat, row));
                    }
                    csv.printRecord(line);
                }
            }
        });
    }

    /** The folds of a repeat whose inner hold-out the row is in. */
    private static String choosing(FoldPlan plan, int repeat, int row) {
        return IntStream.range(0, plan.folds())
                .filter(fold -> plan.inner().get(repeat * plan.folds() + fold).fold(0, row) == 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /** One record, its cells still texts, and where it is for messages; empty texts where there is no such column. */
    private record Line(String where, String id, String repeat, String fold, String from, String to, String inner) {}

    /**
     * Reads a plan that {@link #write} wrote. Every worker does, so it is without the time that Tablesaw takes to start.
     *
     * @throws UserError when the file is not what was written, or for other rows
     */
    static FoldPlan read(Path file, List<String> ids) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Reader in = Files.newBufferedReader(file);
                CSVParser csv = CsvFile.parse(in)) {
            for (CSVRecord record : csv) {
                lines.add(new Line(
                        file + ": record " + record.getRecordNumber(),
                        record.get("id"),
                        record.get("repeat"),
                        record.get("fold"),
                        record.isMapped(FROM) ? record.get(FROM) : "",
                        record.isMapped(TO) ? record.get(TO) : "",
                        record.isMapped(INNER) ? record.get(INNER) : ""));
            }
        } catch (CSVException | CharacterCodingException | UncheckedIOException | IllegalArgumentException e) {
            throw new UserError(file + ": this is no CSV with the columns id, repeat and fold: " + e.getMessage(), e);
        }
        return plan(file, lines, ids, Set.of());
    }

    /**
     * Reads a plan that the user wrote; the file's own order does not matter, nor do other columns, and all but id and
     * fold may be missing.
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
        List<String> repeats = optional(table, "repeat", ONLY_REPEAT);
        List<String> from = optional(table, FROM, "");
        List<String> to = optional(table, TO, "");
        List<String> inner = optional(table, INNER, "");
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(new Line(
                    table.where(i), rows.get(i), repeats.get(i), folds.get(i), from.get(i), to.get(i), inner.get(i)));
        }
        FoldPlan plan = plan(file, lines, ids, ignored);
        new Splits(plan).requireTrainable(file.toString());
        return plan;
    }

    private static List<String> optional(CsvTable table, String column, String otherwise) {
        return table.columns().contains(column) ? table.column(column) : Collections.nCopies(table.size(), otherwise);
    }

    private static FoldPlan plan(Path file, List<Line> lines, List<String> ids, Set<String> ignored) {
        Map<String, Integer> rowOf = new HashMap<>();
        for (int row = 0; row < ids.size(); row++) {
            rowOf.put(ids.get(row), row);
        }
        List<Line[]> repeats = new ArrayList<>();
        for (Line line : lines) {
            take(line, rowOf, ignored, repeats);
        }
        if (repeats.isEmpty()) {
            repeats.add(new Line[ids.size()]);
        }
        for (Line[] repeat : repeats) {
            for (int row = 0; row < repeat.length; row++) {
                if (repeat[row] == null) {
                    throw new UserError(file + ": the training row '" + ids.get(row) + "' is not in it"
                            + (repeats.size() > 1 ? " in every repeat" : ""));
                }
            }
        }
        try {
            return plan(repeats);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + named(e.getMessage(), ids), e);
        }
    }

    /** The message with rows called by their ids. */
    private static String named(String message, List<String> ids) {
        return ROW.matcher(message).replaceAll(row -> {
            int number = Integer.parseInt(row.group(1));
            return Matcher.quoteReplacement(number < ids.size() ? "row '" + ids.get(number) + "'" : row.group());
        });
    }

    private static void take(Line line, Map<String, Integer> rowOf, Set<String> ignored, List<Line[]> repeats) {
        String where = line.where() + ": ";
        int repeat = number(where, "repeat", line.repeat(), "\\d{1,3}", "0, 1, 2, …");
        number(where, "fold", line.fold(), "-1|\\d{1,7}", "0, 1, 2, … or -1 for a row that is never held out");
        Integer row = rowOf.get(line.id());
        if (row == null) {
            if (ignored.contains(line.id())) {
                return;
            }
            throw new UserError(where + "'" + line.id() + "' is the id of no training row");
        }
        while (repeats.size() <= repeat) {
            repeats.add(new Line[rowOf.size()]);
        }
        if (repeats.get(repeat)[row] != null) {
            throw new UserError(where + "the id '" + line.id() + "' is there twice");
        }
        repeats.get(repeat)[row] = line;
    }

    private static int number(String where, String what, String text, String pattern, String expected) {
        if (!text.matches(pattern)) {
            throw new UserError(where + "the " + what + " is '" + text + "', expected " + expected);
        }
        return Integer.parseInt(text);
    }

    /** @throws IllegalArgumentException if the folds are no plan */
    private static FoldPlan plan(List<Line[]> repeats) {
        int[][] foldOf = repeats.stream()
                .map(lines -> Arrays.stream(lines)
                        .mapToInt(line -> Integer.parseInt(line.fold()))
                        .toArray())
                .toArray(int[][]::new);
        int folds = Arrays.stream(foldOf).flatMapToInt(Arrays::stream).max().orElse(-1) + 1;
        if (folds == 0) {
            throw new IllegalArgumentException("no row is held out in any fold");
        }
        Line[] first = repeats.get(0);
        boolean intervals = repeats.stream()
                .flatMap(Arrays::stream)
                .anyMatch(line -> !line.from().isEmpty() || !line.to().isEmpty());
        if (intervals && repeats.size() > 1) {
            throw new IllegalArgumentException("with " + FROM + " and " + TO + " there can be one repeat only");
        }
        FoldPlan plan = intervals
                ? FoldPlan.of(folds, foldOf[0], numbers(first, FROM, Line::from), numbers(first, TO, Line::to))
                : FoldPlan.repeated(folds, foldOf);
        repeats.stream().flatMap(Arrays::stream).forEach(line -> requireFolds(line, folds));
        return repeats.stream().flatMap(Arrays::stream).allMatch(line -> line.inner()
                        .isEmpty())
                ? plan
                : plan.withInner(IntStream.range(0, plan.repeats() * folds)
                        .mapToObj(number -> inner(plan, number / folds, number % folds, repeats.get(number / folds)))
                        .toList());
    }

    private static int[] numbers(Line[] lines, String column, Function<Line, String> cell) {
        return Arrays.stream(lines)
                .mapToInt(line -> number(line.where() + ": ", column, cell.apply(line), "\\d{1,7}", "a fold"))
                .toArray();
    }

    private static void requireFolds(Line line, int folds) {
        if (line.inner().isEmpty()) {
            return;
        }
        for (String fold : line.inner().split(" ")) {
            if (!fold.matches("\\d{1,7}") || Integer.parseInt(fold) >= folds) {
                throw new UserError(line.where() + ": " + INNER + " is '" + line.inner()
                        + "', expected folds from 0 to " + (folds - 1) + " with blanks between");
            }
        }
    }

    /** The inner hold-out of a fold. */
    private static FoldPlan inner(FoldPlan plan, int repeat, int fold, Line[] lines) {
        int[] foldOf = new int[lines.length];
        int[] to = new int[lines.length];
        for (int row = 0; row < lines.length; row++) {
            boolean chooses = Arrays.asList(lines[row].inner().split(" ")).contains(String.valueOf(fold));
            foldOf[row] = chooses ? 0 : FoldPlan.ALWAYS_TRAINS;
            to[row] = !chooses && plan.trains(repeat, fold, row) ? 1 : 0;
        }
        if (Arrays.stream(foldOf).noneMatch(one -> one == 0)) {
            throw new IllegalArgumentException(
                    INNER + " names no row for fold " + fold + (plan.repeats() > 1 ? " of repeat " + repeat : ""));
        }
        return FoldPlan.of(1, foldOf, new int[lines.length], to);
    }
}
