package org.podium.pipeline.competition;

import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.Competition.Submission.ClassAs;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.config.Checks;

/** Which keys of a competition go with its task. */
record TaskRules(ClassTable table, Source train, Source test, Submission submission) {
    /** Adds what does not go with one label an image. */
    void classification(Checks checks) {
        checks.that(table.classes().isEmpty(), "the labels tell them, only semantic-segmentation lists them", "classes")
                .that(table.ignored().isEmpty(), "only semantic-segmentation has it", "ignore")
                .that(table.background().isEmpty(), "only semantic-segmentation has it", "background")
                .that(train.hasLabels(), "no label, expected label or label-pattern", "train")
                .that(!train.hasMasks(), "masks, but only semantic-segmentation has them", "train")
                .that(!test.hasMasks(), "masks, but only semantic-segmentation has them", "test")
                .that(
                        !submission.hasMasks(),
                        "kind rle and masks are of semantic-segmentation, expected labels or probabilities",
                        "submission");
    }

    /** Adds what does not go with one class a pixel. */
    void segmentation(Checks checks) {
        table.check(checks);
        checks.that(train.hasMasks(), "no masks, expected masks, mask or rle", "train")
                .that(!train.hasLabels(), "a label, but the masks of semantic-segmentation tell the classes", "train")
                .that(!test.hasLabels(), "a label, but semantic-segmentation has none", "test")
                .that(
                        !test.hasMasks(),
                        "masks, but only training rows have them; solution names those to score by",
                        "test")
                .that(
                        submission.hasMasks(),
                        "kind labels and probabilities are of image-classification, expected rle or masks",
                        "submission");
        boolean placed =
                submission.classColumn().isPresent() || submission.idPattern().isPresent();
        boolean one = table.backgroundIndex().isPresent() && table.foreground().size() == 1;
        if (table.classes().size() > 1) {
            checks.that(
                            submission.kind() != Kind.RLE || placed || one,
                            "no place for the class, expected class-column or id-pattern: without one there can only be"
                                    + " one class besides the background",
                            "submission")
                    .that(
                            train.rle().isEmpty() || train.classColumn().isPresent() || one,
                            "no class-column, expected one: without it there can only be one class besides the"
                                    + " background",
                            "train");
        }
        checks.that(
                submission.classAs().filter(as -> as == ClassAs.VALUE).isEmpty()
                        || table.classes().stream()
                                .noneMatch(type -> type.color().isPresent()),
                "class-as: value, but the classes have colors",
                "submission");
    }
}
