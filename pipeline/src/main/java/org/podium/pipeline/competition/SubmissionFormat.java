package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;

/**
 * The columns and lines of a submission, tied to test rows and classes.
 *
 * @param kind labels or class probabilities
 * @param columns names of the columns, that of the ids first
 * @param ids id of each line
 * @param rows test row of each line; every test row once
 * @param classes all classes, in the order of a prediction's probabilities
 */
public record SubmissionFormat(
        Kind kind, List<String> columns, List<String> ids, List<Integer> rows, List<String> classes) {
    public SubmissionFormat {
        columns = List.copyOf(columns);
        ids = List.copyOf(ids);
        rows = List.copyOf(rows);
        classes = List.copyOf(classes);
    }

    /**
     * Takes the format from the sample, or without one from the order of the test rows.
     *
     * @param competitionFolder the folder of {@code competition.yaml}
     * @throws UserError if the sample is missing, its columns are not those of the kind, or its ids are not those of the
     *     test rows, each once
     */
    public static SubmissionFormat of(Competition competition, Path competitionFolder, CompetitionData data) {
        Submission submission = competition.submission();
        List<String> ids = data.test().ids();
        if (submission.sample().isPresent()) {
            CsvTable sample = DataFolder.of(competition, competitionFolder)
                    .table(submission.sample().get());
            return of(sample, submission.kind(), ids, data.classes());
        }
        Stream<String> others =
                submission.kind() == Kind.LABELS ? Stream.of(submission.target()) : data.classes().stream();
        return new SubmissionFormat(
                submission.kind(),
                Stream.concat(Stream.of(submission.id()), others).toList(),
                ids,
                IntStream.range(0, ids.size()).boxed().toList(),
                data.classes());
    }

    /**
     * The labels in the sample that are no class, each once; none for probabilities.
     *
     * @param competitionFolder the folder of {@code competition.yaml}
     */
    public static List<String> strangeLabels(Competition competition, Path competitionFolder, List<String> classes) {
        Submission submission = competition.submission();
        if (submission.sample().isEmpty() || submission.kind() == Kind.PROBABILITIES) {
            return List.of();
        }
        CsvTable sample = DataFolder.of(competition, competitionFolder)
                .table(submission.sample().get());
        return sample.column(sample.columns().get(1)).stream()
                .distinct()
                .filter(label -> !label.isEmpty() && !classes.contains(label))
                .toList();
    }

    /** Class of each column after the ids; for probabilities. */
    int[] classOfColumn() {
        return columns.stream().skip(1).mapToInt(classes::indexOf).toArray();
    }

    private static SubmissionFormat of(CsvTable sample, Kind kind, List<String> testIds, List<String> classes) {
        List<String> columns = sample.columns();
        if (kind == Kind.LABELS && columns.size() != 2) {
            throw new UserError(sample.name() + ": " + columns.size()
                    + " columns, expected two, id and label; or is the submission's kind probabilities?");
        }
        Findings findings = new Findings();
        if (kind == Kind.PROBABILITIES) {
            checkClasses(sample, classes, findings);
        }
        List<String> ids = sample.column(columns.get(0));
        List<Integer> rows = rows(sample, ids, testIds, false, findings);
        findings.throwIfAny();
        return new SubmissionFormat(kind, columns, ids, rows, classes);
    }

    private static void checkClasses(CsvTable sample, List<String> classes, Findings findings) {
        List<String> columns = sample.columns().subList(1, sample.columns().size());
        for (String column : columns) {
            if (!classes.contains(column)) {
                findings.add(
                        "a name that is no class",
                        "%s: column '%s' is no class%s"
                                .formatted(
                                        sample.name(),
                                        column,
                                        Nearest.to(column, classes)
                                                .map(near -> "; did you mean '" + near + "'?")
                                                .orElse("")));
            }
        }
        for (String label : classes) {
            if (!columns.contains(label)) {
                findings.add("no column", sample.name() + ": no column for the class '" + label + "'");
            }
        }
    }

    /**
     * The test row of each line of a sample; the findings tell where there is none, or several.
     *
     * @param repeated whether lines may have the same id; only the first then counts
     */
    static List<Integer> rows(
            CsvTable sample, List<String> ids, List<String> testIds, boolean repeated, Findings findings) {
        Map<String, Integer> rowOf = new HashMap<>();
        Map<String, String> reduced = new HashMap<>();
        for (int row = 0; row < testIds.size(); row++) {
            rowOf.put(testIds.get(row), row);
            reduced.putIfAbsent(reduce(testIds.get(row)), testIds.get(row));
        }
        List<Integer> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int line = 0; line < ids.size(); line++) {
            String id = ids.get(line);
            if (!rowOf.containsKey(id)) {
                String similar = Optional.ofNullable(reduced.get(reduce(id)))
                        .map(near -> ", though '" + near + "' is; change id, index-width or suffix of test")
                        .orElse("");
                findings.add(
                        "an id that no test row has",
                        sample.where(line) + ": id '" + id + "' is no test row's" + similar);
            } else if (seen.add(id)) {
                rows.add(rowOf.get(id));
            } else if (!repeated) {
                findings.add("an id that came before", sample.where(line) + ": id '" + id + "' comes twice");
            }
        }
        testIds.stream()
                .filter(id -> !seen.contains(id))
                .forEach(id -> findings.add(
                        "no line in the sample", sample.name() + ": no line for the test row '" + id + "'"));
        return rows;
    }

    /** What is left of an id without folder, extension and leading zeros: by these do ids differ by mistake. */
    private static String reduce(String id) {
        return SourceReader.stem(id.substring(id.lastIndexOf('/') + 1)).replaceFirst("^0+(?=.)", "");
    }
}
