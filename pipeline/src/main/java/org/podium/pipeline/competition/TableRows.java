package org.podium.pipeline.competition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.config.Nearest;

/**
 * The rows of a table: each line is one, but lines of run-length encoded masks with the same image are one together.
 *
 * @param first the first line of each row
 * @param rowOf the row of each line
 */
record TableRows(CsvTable table, List<Integer> first, List<Integer> rowOf) {
    /** What stands in the tables of competitions for a mask without a pixel. */
    static final Set<String> EMPTY = Set.of("", "-1");

    static TableRows of(CsvTable table, Source source) {
        if (source.rle().isEmpty()) {
            List<Integer> all = IntStream.range(0, table.size()).boxed().toList();
            return new TableRows(table, all, all);
        }
        List<String> images = table.column(source.image().orElseThrow());
        Map<String, Integer> rows = new HashMap<>();
        List<Integer> first = new ArrayList<>();
        List<Integer> rowOf = new ArrayList<>();
        for (int line = 0; line < images.size(); line++) {
            Integer row = rows.putIfAbsent(images.get(line), first.size());
            if (row == null) {
                first.add(line);
            }
            rowOf.add(row == null ? first.size() - 1 : row);
        }
        return new TableRows(table, first, rowOf);
    }

    /** The cells of a column, one a row. */
    List<String> column(String name) {
        List<String> cells = table.column(name);
        return first.stream().map(cells::get).toList();
    }

    /**
     * The masks of the rows; the findings tell every class that is none.
     *
     * @param runs name of the column with the masks
     * @param type name of that with the class; without one all are of the only class that is not background
     */
    RleMasks masks(String runs, Optional<String> type, ClassTable classes, Findings findings) {
        Map<String, Integer> indices = new LinkedHashMap<>();
        for (int i = 0; i < classes.classes().size(); i++) {
            int index = i;
            MaskClass one = classes.classes().get(i);
            indices.put(one.name(), index);
            one.value().ifPresent(value -> indices.putIfAbsent(value.toString(), index));
        }
        List<String> cells = table.column(runs);
        Optional<List<String>> types = type.map(table::column);
        Map<Integer, List<RleMasks.Line>> lines = new HashMap<>();
        for (int line = 0; line < cells.size(); line++) {
            Integer index = classes.foreground().get(0);
            if (types.isPresent()) {
                String text = types.get().get(line);
                index = indices.get(text);
                if (index == null) {
                    findings.add(
                            "an unknown class",
                            table.where(line) + ": no class '" + text + "'; " + Nearest.hint(text, classes.names()));
                    continue;
                }
            }
            lines.computeIfAbsent(rowOf.get(line), row -> new ArrayList<>())
                    .add(new RleMasks.Line(table.where(line), index, cells.get(line)));
        }
        return new RleMasks(lines, EMPTY, classes.backgroundIndex());
    }
}
