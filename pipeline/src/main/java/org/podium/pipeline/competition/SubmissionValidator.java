package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.error.UserError;

/** Reads a submission back and compares it with its format, knowing nothing of how it was written. */
public final class SubmissionValidator {
    private static final double TOLERANCE = 1e-6;

    private SubmissionValidator() {}

    /**
     * Checks columns, ids and their order, and that every label is a class or every line's probabilities are numbers
     * from 0 to 1 that sum to one within 1e-6.
     *
     * @param name what messages call the file
     * @throws UserError if anything is otherwise
     */
    public static void check(Path file, String name, SubmissionFormat format) {
        CsvTable table = CsvTable.read(file, name);
        if (!table.columns().equals(format.columns())) {
            throw new UserError("%s: columns %s, expected %s".formatted(name, table.columns(), format.columns()));
        }
        if (table.size() != format.ids().size()) {
            throw new UserError(name + ": " + table.size() + " lines of predictions, expected "
                    + format.ids().size());
        }
        Findings findings = new Findings();
        checkIds(table, format, findings);
        if (format.kind() == Kind.LABELS) {
            checkLabels(table, format, findings);
        } else {
            checkProbabilities(table, findings);
        }
        findings.throwIfAny();
    }

    private static void checkIds(CsvTable table, SubmissionFormat format, Findings findings) {
        List<String> ids = table.column(table.columns().get(0));
        for (int row = 0; row < ids.size(); row++) {
            if (!ids.get(row).equals(format.ids().get(row))) {
                findings.add(
                        "another id",
                        "%s: id '%s', expected '%s'"
                                .formatted(
                                        table.where(row),
                                        ids.get(row),
                                        format.ids().get(row)));
            }
        }
    }

    private static void checkLabels(CsvTable table, SubmissionFormat format, Findings findings) {
        List<String> labels = table.column(table.columns().get(1));
        Set<String> classes = Set.copyOf(format.classes());
        for (int row = 0; row < labels.size(); row++) {
            if (!classes.contains(labels.get(row))) {
                findings.add("an unknown label", table.where(row) + ": label '" + labels.get(row) + "' is no class");
            }
        }
    }

    private static void checkProbabilities(CsvTable table, Findings findings) {
        List<List<String>> columns = new ArrayList<>();
        table.columns().stream().skip(1).map(table::column).forEach(columns::add);
        for (int row = 0; row < table.size(); row++) {
            double sum = 0;
            for (List<String> column : columns) {
                OptionalDouble probability = probability(column.get(row));
                if (probability.isEmpty()) {
                    findings.add(
                            "no probability",
                            table.where(row) + ": '" + column.get(row) + "', expected a probability from 0 to 1");
                }
                sum += probability.orElse(Double.NaN);
            }
            if (Math.abs(sum - 1) > TOLERANCE) {
                findings.add("another sum", table.where(row) + ": probabilities sum to " + sum + ", expected 1");
            }
        }
    }

    private static OptionalDouble probability(String text) {
        try {
            double value = Double.parseDouble(text);
            return value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty(); // told with the row by the caller
        }
    }
}
