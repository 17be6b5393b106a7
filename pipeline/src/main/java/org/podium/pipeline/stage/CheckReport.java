package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Leakage;
import org.podium.pipeline.duplicates.Verdict;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.RunFolder;

/**
 * What was found before training: {@code check.json}.
 *
 * @param leakage what the recipe wants done about leaks
 * @param data lines about labels, images, classes, folds, metric and submission
 * @param leaks lines about what validation or test rows give away
 * @param duplicates how many images are the same, or nearly, and the worst pairs
 */
record CheckReport(Leakage leakage, List<CheckLine> data, List<CheckLine> leaks, Verdict duplicates) {
    static final String FILE = "check.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    CheckReport {
        data = List.copyOf(data);
        leaks = List.copyOf(leaks);
    }

    /** @param leaks as they were found; unless the recipe stops for leaks, one that is wrong is a warning */
    static CheckReport of(Leakage leakage, List<CheckLine> data, List<CheckLine> leaks, Verdict duplicates) {
        List<CheckLine> tolerated = leaks.stream()
                .map(line -> leakage != Leakage.FAIL && line.status() == CheckLine.Status.FAILED
                        ? CheckLine.warned(line.name(), line.finding(), line.todo())
                        : line)
                .toList();
        return new CheckReport(leakage, data, tolerated, duplicates);
    }

    /** All lines, those about leaks last. */
    List<CheckLine> lines() {
        return Stream.concat(data.stream(), leaks.stream()).toList();
    }

    /** @throws UserError when a leak was found and the recipe says to stop for it */
    void stopIfLeaking() {
        List<String> found = leaks.stream()
                .filter(line -> line.status() == CheckLine.Status.FAILED)
                .flatMap(line -> Stream.of(line.name() + ": " + line.finding(), "  " + line.todo()))
                .toList();
        if (leakage == Leakage.FAIL && !found.isEmpty()) {
            throw new UserError(Stream.concat(
                            found.stream(),
                            Stream.of("'podium check' shows all that was found and leaves " + FILE + " and "
                                    + DuplicateStage.FILE))
                    .toList());
        }
    }

    /** What is not as it should be, for a run that goes on. */
    List<String> warnings() {
        return warnings(lines());
    }

    static List<String> warnings(List<CheckLine> lines) {
        return lines.stream()
                .filter(line -> !line.todo().isEmpty())
                .map(line -> "check     warning: " + line.name() + ": " + line.finding() + " → " + line.todo())
                .toList();
    }

    static CheckReport read(RunFolder folder) throws IOException {
        return JSON.readValue(folder.file(FILE).toFile(), CheckReport.class);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
