package org.podium.pipeline.competition;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.CsvFile;

/** Writes a submission, reads it back, validates it, and only then gives it its name. */
public final class SubmissionWriter {
    /** Ten digits sum to one within 1e-9 and, unlike {@link Double#toString}, are the same on every JDK. */
    private static final MathContext DIGITS = new MathContext(10);

    /** How far a sum of probabilities may be from one by rounding alone; single precision over many classes. */
    private static final double ROUNDING = 1e-4;

    private SubmissionWriter() {}

    /**
     * Writes the file, replacing one that is there. Labels are the most probable class, the first of equals;
     * probabilities are scaled to sum to one if rounding is all that keeps them from it.
     *
     * @param probabilities one row a test row, in the test rows' order, and one column a class
     * @throws UserError if a prediction is not finite, the file cannot be written or does not pass
     *     {@link SubmissionValidator}; there is no new file then
     * @throws IllegalArgumentException if the array's shape is not test rows × classes
     */
    public static void write(Path file, SubmissionFormat format, double[][] probabilities) {
        check(format, probabilities);
        try {
            AtomicFiles.write(file, temporary -> {
                print(temporary, format, probabilities);
                SubmissionValidator.check(temporary, file.toString(), format);
            });
        } catch (IOException e) {
            throw new UserError(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static void check(SubmissionFormat format, double[][] probabilities) {
        int classes = format.classes().size();
        if (probabilities.length != format.ids().size()
                || Arrays.stream(probabilities).anyMatch(row -> row.length != classes)) {
            throw new IllegalArgumentException(
                    "expected " + format.ids().size() + " rows of " + classes + " probabilities");
        }
        Findings findings = new Findings();
        for (int line = 0; line < format.ids().size(); line++) {
            if (!Arrays.stream(probabilities[format.rows().get(line)]).allMatch(Double::isFinite)) {
                findings.add(
                        "a prediction that is not finite",
                        "test row '" + format.ids().get(line) + "': its prediction is not finite");
            }
        }
        findings.throwIfAny();
    }

    private static void print(Path file, SubmissionFormat format, double[][] probabilities) throws IOException {
        int[] classOfColumn = format.classOfColumn();
        try (BufferedWriter writer = Files.newBufferedWriter(file);
                CSVPrinter printer = new CSVPrinter(writer, CsvFile.FORMAT)) {
            printer.printRecord(format.columns());
            for (int line = 0; line < format.ids().size(); line++) {
                double[] row = probabilities[format.rows().get(line)];
                List<String> cells = new ArrayList<>();
                cells.add(format.ids().get(line));
                if (format.kind() == Kind.LABELS) {
                    cells.add(format.classes().get(mostProbable(row)));
                } else {
                    double scale = scale(row);
                    for (int column : classOfColumn) {
                        cells.add(text(row[column] * scale));
                    }
                }
                printer.printRecord(cells);
            }
        }
    }

    private static int mostProbable(double[] row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /** A sum that is further from one than rounding explains is left for the validator to refuse. */
    private static double scale(double[] row) {
        double sum = Arrays.stream(row).sum();
        return Math.abs(sum - 1) <= ROUNDING ? 1 / sum : 1;
    }

    private static String text(double probability) {
        return new BigDecimal(probability, DIGITS).stripTrailingZeros().toString();
    }
}
