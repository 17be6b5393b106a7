package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.podium.pipeline.error.UserError;

/**
 * The rows of a competition. Images are located, not decoded.
 *
 * @param train rows with labels or masks
 * @param test rows without
 * @param classes labels of the training rows, each once: by value if all are whole numbers, else by code points; for
 *     segmentation the names of the class table, in its order
 */
public record CompetitionData(Rows train, Rows test, List<String> classes) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,18}");

    public CompetitionData {
        classes = List.copyOf(classes);
    }

    /**
     * Loads the rows.
     *
     * @param competitionFolder the folder of {@code competition.yaml}
     * @throws UserError if a file, a column, an image, an id, a label or a mask is missing, an id is not unique, an image path
     *     leaves the data folder, a test label is in no training row, or there are fewer than two classes
     */
    public static CompetitionData load(Competition competition, Path competitionFolder) {
        DataFolder data = DataFolder.of(competition, competitionFolder);
        Findings findings = new Findings();
        Rows train = new SourceReader(data, competition.train(), competition.classTable(), findings).labelled();
        List<String> classes = train.labels()
                .map(CompetitionData::classes)
                .orElseGet(() ->
                        competition.classes().stream().map(MaskClass::name).toList());
        Rows test = new SourceReader(data, competition.test(), competition.classTable(), findings)
                .unlabelled(Set.copyOf(classes));
        findings.throwIfAny();
        requireOneKindOfTime(competition, train, test);
        if (classes.size() < 2) {
            throw new UserError("all training rows have the label '" + classes.get(0) + "': there is nothing to learn");
        }
        return new CompetitionData(train, test, classes);
    }

    private static void requireOneKindOfTime(Competition competition, Rows train, Rows test) {
        if (train.times().isPresent() && test.times().isPresent()) {
            String first = train.times().get().get(0);
            String other = test.times().get().get(0);
            if (Times.isNumber(first) != Times.isNumber(other)) {
                throw new UserError("times cannot be compared: training column '"
                        + competition.train().time().orElseThrow() + "' has '" + first + "', test column '"
                        + competition.test().time().orElseThrow() + "' has '" + other + "'");
            }
        }
    }

    /** The labels, each once, in the order of classes: it does not depend on the order of the rows. */
    public static List<String> classes(List<String> labels) {
        List<String> distinct = labels.stream().distinct().toList();
        boolean numbers =
                distinct.stream().allMatch(label -> WHOLE_NUMBER.matcher(label).matches());
        Comparator<String> order = numbers
                ? Comparator.<String>comparingLong(Long::parseLong).thenComparing(CodePoints.ORDER)
                : CodePoints.ORDER;
        return distinct.stream().sorted(order).toList();
    }
}
