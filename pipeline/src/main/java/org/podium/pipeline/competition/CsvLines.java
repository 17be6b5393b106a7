package org.podium.pipeline.competition;

import java.util.ArrayList;
import java.util.List;

/** Finds the line on which each record of a CSV text begins: cells may span lines, and blank lines are no records. */
final class CsvLines {
    private CsvLines() {}

    /** Lines from 1, one a record, the column names included. */
    static List<Integer> of(String text) {
        List<Integer> starts = new ArrayList<>();
        int line = 1;
        boolean quoted = false;
        boolean cellBegins = true;
        boolean recordBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnds = c == '\n' || c == '\r' && !text.startsWith("\n", i + 1);
            if (recordBegins && !Character.isWhitespace(c)) {
                starts.add(line);
                recordBegins = false;
            }
            if (quoted && text.startsWith("\"\"", i)) {
                i++; // a quote within the cell
            } else if (c == '"' && (quoted || cellBegins)) {
                quoted = !quoted;
            }
            cellBegins = !quoted && (c == ',' || cellBegins && Character.isWhitespace(c)) || lineEnds;
            recordBegins |= lineEnds && !quoted;
            line += lineEnds ? 1 : 0;
        }
        return List.copyOf(starts);
    }
}
