package org.podium.pipeline.competition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.config.Checks;

/**
 * The facts of a competition, from {@code competition.yaml}.
 *
 * @param name part of the run folder's path; lower-case letters, digits, dot, dash and underscore
 * @param metric name of the metric, as in {@code org.podium.ensemble.Metrics}
 * @param data folder of the data, relative to the competition's folder; every other path is relative to it
 * @param generate draws the data on first use, for competitions that bring none
 * @param train rows with labels
 * @param test rows to predict; a label is read only to see that training knows it
 * @param solution table for {@code podium score} only; no stage reads it
 */
public record Competition(
        String name,
        Task task,
        String metric,
        String data,
        Optional<Generate> generate,
        Source train,
        Source test,
        Submission submission,
        Optional<String> solution) {
    public static final Map<String, Object> DEFAULTS = Map.of("data", "data", "submission", Submission.DEFAULTS);

    /** What is also a folder's name. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    static final String NAME_MEANING = "lower-case letters, digits, '.', '_' and '-', a letter or digit first";

    public Competition {
        new Checks()
                .matches("name", name, NAME, NAME_MEANING)
                .oneOf(
                        "metric",
                        metric,
                        Metrics.all().stream().map(Metric::name).toList())
                .that(
                        train.label().isPresent() || train.labelPattern().isPresent(),
                        "no label, expected label or label-pattern",
                        "train")
                .verify();
    }

    /** A named drawer of synthetic data and its seed. */
    public record Generate(String generator, long seed) {
        public static final Map<String, Object> DEFAULTS = Map.of("seed", 0L);
    }

    /**
     * Where rows come from: exactly one of {@code csv} and {@code folder}.
     *
     * @param csv a table with a column of image paths
     * @param folder a folder of images, read recursively and sorted by path, hidden files left out
     * @param image csv: column with the image path
     * @param prefix csv: put before each path of the image column
     * @param suffix csv: put after each path of the image column
     * @param id csv: the id column (default: the image column), or if there is no such column, as for a folder: {@code
     *     path} within the folder, file {@code name}, {@code stem} (name without extension) or {@code index} from 0
     *     (default: path)
     * @param indexWidth digits to which an {@code index} is padded with zeros
     * @param label csv: the label column; folder: {@code folder} takes the name of the first sub-folder
     * @param labelPattern instead of {@code label}: regular expression that is looked for in the file name, whose first
     *     group is the label
     * @param group csv: column that ties rows together (one plant, one patient)
     * @param time csv: column that says when a row was taken: ISO dates, ISO date-times or numbers
     */
    public record Source(
            Optional<String> csv,
            Optional<String> folder,
            Optional<String> image,
            String prefix,
            String suffix,
            Optional<String> id,
            int indexWidth,
            Optional<String> label,
            Optional<String> labelPattern,
            Optional<String> group,
            Optional<String> time) {
        public static final Map<String, Object> DEFAULTS = Map.of("prefix", "", "suffix", "", "indexWidth", 4);

        /** The ids that need no column. */
        static final List<String> DERIVED_IDS = List.of("path", "name", "stem", "index");

        /** The only label of a folder layout that is no pattern. */
        static final String FOLDER_LABEL = "folder";

        public Source {
            Checks checks = new Checks()
                    .that(csv.isPresent() != folder.isPresent(), "expected one of csv and folder", "csv", "folder")
                    .that(
                            label.isEmpty() || labelPattern.isEmpty(),
                            "expected one of label and label-pattern",
                            "label",
                            "labelPattern")
                    .between("indexWidth", indexWidth, 1, 18);
            labelPattern.ifPresent(pattern -> checks.that(
                    groups(pattern) >= 1,
                    "'" + pattern + "', expected a regular expression with a group, as in '^(\\d+)_'",
                    "labelPattern"));
            if (csv.isPresent()) {
                checks.that(image.isPresent(), "missing, expected the column of the image paths", "image");
            } else if (folder.isPresent()) {
                checks.that(image.isEmpty(), "a folder has no columns", "image")
                        .that(group.isEmpty(), "a folder has no columns", "group")
                        .that(time.isEmpty(), "a folder has no columns", "time")
                        .that(prefix.isEmpty(), "a folder has no image column to put it before", "prefix")
                        .that(suffix.isEmpty(), "a folder has no image column to put it after", "suffix");
                id.ifPresent(value -> checks.oneOf("id", value, DERIVED_IDS));
                label.ifPresent(value -> checks.oneOf("label", value, List.of(FOLDER_LABEL)));
            }
            checks.verify();
        }

        /** Number of groups, or -1 if it is no regular expression. */
        private static int groups(String pattern) {
            try {
                return Pattern.compile(pattern).matcher("").groupCount();
            } catch (PatternSyntaxException e) {
                return -1;
            }
        }
    }

    /**
     * What the submission looks like.
     *
     * @param sample sample file whose columns, ids and row order are followed, the id column first; without one the test
     *     rows' order is used
     * @param kind labels or class probabilities
     * @param id name of the id column where there is no sample
     * @param target name of the label column where there is no sample
     */
    public record Submission(Optional<String> sample, Kind kind, String id, String target) {
        public static final Submission DEFAULTS = new Submission(Optional.empty(), Kind.LABELS, "id", "label");

        public Submission {
            new Checks()
                    .that(!id.isBlank(), "empty, expected a column name", "id")
                    .that(!target.isBlank(), "empty, expected a column name", "target")
                    .that(!id.equals(target), "'" + id + "' is the name of the id column too", "target")
                    .verify();
        }

        /** One label a row, or one column of probabilities a class. */
        public enum Kind {
            LABELS,
            PROBABILITIES
        }
    }
}
