package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.error.UserError;

/**
 * A submission read back.
 *
 * @param ids one a line
 * @param probabilities lines × classes; a label counts as probability 1
 */
public record Submitted(List<String> ids, double[][] probabilities) {
    /**
     * Reads a submission that {@link SubmissionWriter} wrote.
     *
     * @param classes names of the classes, in the order of the probabilities
     */
    public static Submitted read(Path file, Competition.Submission submission, List<String> classes) {
        CsvTable table = CsvTable.read(file);
        List<String> ids = table.column(table.columns().get(0));
        double[][] probabilities = new double[ids.size()][classes.size()];
        if (submission.kind() == Competition.Submission.Kind.LABELS) {
            List<String> labels = table.column(table.columns().get(1));
            for (int row = 0; row < labels.size(); row++) {
                int c = classes.indexOf(labels.get(row));
                if (c < 0) {
                    throw new UserError(table.where(row) + ": label '" + labels.get(row) + "' is no class");
                }
                probabilities[row][c] = 1;
            }
            return new Submitted(ids, probabilities);
        }
        List<List<String>> columns = new ArrayList<>();
        classes.forEach(name -> columns.add(table.column(name)));
        for (int row = 0; row < ids.size(); row++) {
            for (int c = 0; c < classes.size(); c++) {
                try {
                    probabilities[row][c] = Double.parseDouble(columns.get(c).get(row));
                } catch (NumberFormatException e) {
                    throw new UserError(
                            table.where(row) + ": '" + columns.get(c).get(row) + "' is no probability", e);
                }
            }
        }
        return new Submitted(ids, probabilities);
    }
}
