package org.podium.pipeline.competition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.image.MaskCoding;

/**
 * The facts of a competition, from {@code competition.yaml}.
 *
 * @param name part of the run folder's path; lower-case letters, digits, dot, dash and underscore
 * @param metric name of one of the task's {@link Task#metrics}
 * @param classes segmentation: what pixels can be, two classes or more; empty for other tasks, whose labels tell them
 * @param ignore segmentation: what pixels have in a mask that belong to no class
 * @param background segmentation: name of the class that is no object (default: a class of this name, if there is one)
 * @param data folder of the data, relative to the competition's folder; every other path is relative to it
 * @param generate draws the data on first use, for competitions that bring none
 * @param train rows with labels or masks
 * @param test rows to predict; a label is read only to see that training knows it
 * @param solution table, or folder of masks, for {@code podium score} only; no stage reads it
 */
public record Competition(
        String name,
        Task task,
        String metric,
        List<MaskClass> classes,
        Optional<MaskCode> ignore,
        Optional<String> background,
        String data,
        Optional<Generate> generate,
        Source train,
        Source test,
        Submission submission,
        Optional<String> solution) {
    public static final Map<String, Object> DEFAULTS =
            Map.of("classes", List.of(), "data", "data", "submission", Submission.DEFAULTS);

    /** What is also a folder's name. */
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    static final String NAME_MEANING = "lower-case letters, digits, '.', '_' and '-', a letter or digit first";

    public Competition {
        classes = List.copyOf(classes);
        Checks checks = new Checks().matches("name", name, NAME, NAME_MEANING).oneOf("metric", metric, task.metrics());
        TaskRules rules = new TaskRules(new ClassTable(classes, ignore, background), train, test, submission);
        switch (task) {
            case IMAGE_CLASSIFICATION -> rules.classification(checks);
            case SEMANTIC_SEGMENTATION -> rules.segmentation(checks);
        }
        checks.verify();
    }

    /**
     * How masks are read.
     *
     * @throws IllegalStateException if the task has none
     */
    public MaskCoding coding() {
        return table().coding();
    }

    /** Index of a segmentation's class that is no object, if it has one. */
    public OptionalInt backgroundIndex() {
        return classTable()
                .flatMap(ClassTable::backgroundIndex)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /**
     * The class table.
     *
     * @throws IllegalStateException if the task has none
     */
    ClassTable table() {
        return classTable().orElseThrow(() -> new IllegalStateException(task + " has no masks"));
    }

    /** The class table of a segmentation. */
    Optional<ClassTable> classTable() {
        return task == Task.SEMANTIC_SEGMENTATION
                ? Optional.of(new ClassTable(classes, ignore, background))
                : Optional.empty();
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
     * @param masks folder: a folder of masks, in which an image's mask has the path that the image has in its own folder,
     *     with {@code maskSuffix} in place of the extension
     * @param mask csv: column with the mask path
     * @param maskPrefix put before each path of the mask column
     * @param maskSuffix folder: what masks end with (default: .png); csv: put after each path of the mask column
     *     (default: nothing)
     * @param rle csv: column with run-length encoded masks, blank or -1 for none; lines with the same image make one row,
     *     for which the other columns count as they are in the first
     * @param classColumn csv: column with name or value of the class of each run-length encoded mask; needed if there are
     *     several besides the background
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
            Optional<String> time,
            Optional<String> masks,
            Optional<String> mask,
            String maskPrefix,
            Optional<String> maskSuffix,
            Optional<String> rle,
            Optional<String> classColumn) {
        public static final Map<String, Object> DEFAULTS =
                Map.of("prefix", "", "suffix", "", "indexWidth", 4, "maskPrefix", "");

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
                checks.that(image.isPresent(), "missing, expected the column of the image paths", "image")
                        .that(masks.isEmpty(), "a table names its masks by a column, expected mask or rle", "masks");
            } else if (folder.isPresent()) {
                checks.that(image.isEmpty(), "a folder has no columns", "image")
                        .that(group.isEmpty(), "a folder has no columns", "group")
                        .that(time.isEmpty(), "a folder has no columns", "time")
                        .that(mask.isEmpty(), "a folder has no columns", "mask")
                        .that(rle.isEmpty(), "a folder has no columns", "rle")
                        .that(prefix.isEmpty(), "a folder has no image column to put it before", "prefix")
                        .that(suffix.isEmpty(), "a folder has no image column to put it after", "suffix");
                id.ifPresent(value -> checks.oneOf("id", value, DERIVED_IDS));
                label.ifPresent(value -> checks.oneOf("label", value, List.of(FOLDER_LABEL)));
            }
            checks.that(mask.isEmpty() || rle.isEmpty(), "expected one of mask and rle", "mask", "rle")
                    .that(maskPrefix.isEmpty() || mask.isPresent(), "no mask column to put it before", "maskPrefix")
                    .that(
                            maskSuffix.isEmpty() || mask.isPresent() || masks.isPresent(),
                            "no masks that could end with it",
                            "maskSuffix")
                    .that(classColumn.isEmpty() || rle.isPresent(), "no rle column that it tells of", "classColumn")
                    .verify();
        }

        /** Whether it names masks of any kind. */
        boolean hasMasks() {
            return masks.isPresent() || mask.isPresent() || rle.isPresent();
        }

        /** Whether it names labels of any kind. */
        boolean hasLabels() {
            return label.isPresent() || labelPattern.isPresent();
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
     * @param kind labels or class probabilities; for segmentation run-length encoded masks or mask files
     * @param id name of the id column where there is no sample
     * @param target name of the column of labels, or of encoded masks, where there is no sample
     * @param rows rle: what gets a row (default: a class if the class has a place, or else an image)
     * @param classColumn rle: name of the column with the class
     * @param idPattern rle: how a row's id is made where the class stands in it, as <code>{id}_{class}</code>
     * @param classAs rle: how a class is written (default: name)
     * @param connectivity rle: whether pixels that touch at a corner are of one instance, 8, or not, 4 (default: 8)
     * @param empty rle: what stands for a mask without a pixel (default: what the sample has in all its rows if that is
     *     no mask, or else nothing)
     * @param namePattern masks: name of a row's file within the zip (default: <code>{id}.png</code>)
     */
    public record Submission(
            Optional<String> sample,
            Kind kind,
            String id,
            String target,
            Optional<RleRows> rows,
            Optional<String> classColumn,
            Optional<String> idPattern,
            Optional<ClassAs> classAs,
            Optional<Integer> connectivity,
            Optional<String> empty,
            Optional<String> namePattern) {
        public static final Submission DEFAULTS = of(Optional.empty(), Kind.LABELS, "id", "label");

        /** Stands in a pattern for the id of the test row. */
        static final String ID = "{id}";

        /** Stands in a pattern for the class. */
        static final String CLASS = "{class}";

        public Submission {
            Checks checks = new Checks()
                    .that(!id.isBlank(), "empty, expected a column name", "id")
                    .that(!target.isBlank(), "empty, expected a column name", "target")
                    .that(!id.equals(target), "'" + id + "' is the name of the id column too", "target");
            classColumn.ifPresent(name -> checks.that(
                    !name.equals(id) && !name.equals(target),
                    "'" + name + "' is the name of another column too",
                    "classColumn"));
            new SubmissionRules(rows, classColumn, idPattern, classAs, connectivity, empty, namePattern)
                    .check(checks, kind, sample);
            checks.verify();
        }

        /** A submission that says nothing of masks. */
        public static Submission of(Optional<String> sample, Kind kind, String id, String target) {
            Optional<String> none = Optional.empty();
            return new Submission(
                    sample,
                    kind,
                    id,
                    target,
                    Optional.empty(),
                    none,
                    none,
                    Optional.empty(),
                    Optional.empty(),
                    none,
                    none);
        }

        /** Whether it is made of masks. */
        boolean hasMasks() {
            return kind == Kind.RLE || kind == Kind.MASKS;
        }

        /** One label a row, or one column of probabilities a class; masks as runs in a table, or as PNG files in a zip. */
        public enum Kind {
            LABELS,
            PROBABILITIES,
            RLE,
            MASKS
        }

        /** What gets a row of run-length encoded masks; without a pixel, an image or class still has one row. */
        public enum RleRows {
            IMAGE,
            CLASS,
            /** Each connected component of a class. */
            INSTANCE
        }

        /** The usual name of such a file. */
        public String fileName() {
            return kind == Kind.MASKS ? "submission.zip" : "submission.csv";
        }

        /** How a class is written. */
        public enum ClassAs {
            NAME,
            /** What its pixels have in a mask file. */
            VALUE,
            /** From 1, in the order of the classes, the background not counted. */
            NUMBER
        }
    }
}
