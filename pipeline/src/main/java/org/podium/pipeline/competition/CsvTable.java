package org.podium.pipeline.competition;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A CSV file of texts: UTF-8, comma-separated, the first line names the columns. Every cell stays the text it is, so that
 * the id {@code 0001} and the class {@code NA} survive; blanks around a cell without quotes are dropped.
 */
public final class CsvTable {
    private static final Pattern RAGGED =
            Pattern.compile("Row number (\\d+) contains (\\d+) columns\\. (\\d+) expected");
    private static final Pattern DUPLICATE = Pattern.compile("duplicate name (.*) to table");

    /** Of masks, a cell has as many characters as it needs. */
    private static final int ANY_LENGTH = -1;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final Table table;
    private final List<Integer> lines;

    private CsvTable(String name, Table table, List<Integer> lines) {
        this.name = name;
        this.table = table;
        this.lines = lines;
    }

    /**
     * Reads a table.
     *
     * @param name what messages call the file
     * @throws UserError if the file is missing, no UTF-8, without columns, or has a line with more or fewer cells than
     *     columns
     */
    public static CsvTable read(Path file, String name) {
        String text = text(file, name);
        List<Integer> lines = CsvLines.of(text);
        if (lines.isEmpty()) {
            throw new UserError(name + ": empty, expected a line of column names");
        }
        return new CsvTable(name, parse(text, name, lines), lines);
    }

    /** Reads a table that messages call by its path. */
    public static CsvTable read(Path file) {
        return read(file, file.toString());
    }

    public String name() {
        return name;
    }

    public int size() {
        return table.rowCount();
    }

    public List<String> columns() {
        return table.columnNames();
    }

    /**
     * The cells of a column, from top to bottom.
     *
     * @throws UserError if there is no such column: it names the nearest, or all there are
     */
    public List<String> column(String column) {
        if (!columns().contains(column)) {
            throw new UserError(name + ": no column '" + column + "'; " + Nearest.hint(column, columns()));
        }
        return List.copyOf(table.stringColumn(columns().indexOf(column)).asList());
    }

    /** File and line of a row, from row 0, for messages. */
    public String where(int row) {
        return name + ":" + lines.get(row + 1);
    }

    private static String text(Path file, String name) {
        try {
            String text = Files.readString(file);
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new UserError(name + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new UserError(name + ": not UTF-8 text, expected a CSV file", e);
        } catch (IOException e) {
            throw new UserError(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Table parse(String text, String name, List<Integer> lines) {
        CsvReadOptions.Builder options = CsvReadOptions.builder(new StringReader(text))
                .columnTypes(column -> ColumnType.STRING)
                .missingValueIndicator("")
                .separator(',')
                .commentPrefix('\0') // or a row that begins with '#' would vanish
                .maxCharsPerColumn(ANY_LENGTH)
                .sample(false);
        try {
            return Table.read().usingOptions(options);
        } catch (RuntimeException e) { // Tablesaw has no type of its own for a malformed table
            String message = String.valueOf(e.getMessage());
            Matcher ragged = RAGGED.matcher(message);
            if (ragged.find()) {
                int row = Integer.parseInt(ragged.group(1));
                throw new UserError(
                        name + ":" + lines.get(row) + ": " + ragged.group(2) + " cells, expected " + ragged.group(3),
                        e);
            }
            Matcher duplicate = DUPLICATE.matcher(message);
            throw new UserError(
                    duplicate.find()
                            ? name + ":" + lines.get(0) + ": two columns are named '" + duplicate.group(1) + "'"
                            : name + ": not a CSV table: "
                                    + message.lines().findFirst().orElse(""),
                    e);
        }
    }
}
