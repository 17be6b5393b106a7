package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.error.UserError;

/**
 * The true labels of the test rows, for {@code podium score} only.
 *
 * @param labels label by id
 */
public record Solution(Map<String, String> labels) {
    public Solution {
        labels = Map.copyOf(labels);
    }

    /**
     * Reads a table of ids and labels: the columns that the submission names, or else the first two.
     *
     * @throws UserError if the file is missing or has fewer than two columns, or an id comes twice
     */
    public static Solution read(Path file, Competition.Submission submission) {
        CsvTable table = CsvTable.read(file);
        List<String> columns = table.columns();
        if (columns.size() < 2) {
            throw new UserError(table.name() + ": 1 column, expected ids and labels");
        }
        boolean named = columns.contains(submission.id()) && columns.contains(submission.target());
        List<String> ids = table.column(named ? submission.id() : columns.get(0));
        List<String> labels = table.column(named ? submission.target() : columns.get(1));
        Map<String, String> byId = new HashMap<>();
        Findings findings = new Findings();
        for (int row = 0; row < ids.size(); row++) {
            if (byId.put(ids.get(row), labels.get(row)) != null) {
                findings.add("an id that came before", table.where(row) + ": id '" + ids.get(row) + "' comes twice");
            }
        }
        findings.throwIfAny();
        return new Solution(byId);
    }

    /**
     * The labels of rows, in their order.
     *
     * @throws UserError if the solution has none for an id
     */
    public List<String> labelsOf(List<String> ids) {
        Findings findings = new Findings();
        ids.stream()
                .filter(id -> !labels.containsKey(id))
                .forEach(id -> findings.add("no label", "the solution has no label for the test row '" + id + "'"));
        findings.throwIfAny();
        return ids.stream().map(labels::get).toList();
    }
}
