package org.podium.pipeline.competition;

import java.util.Optional;
import java.util.stream.Stream;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.Competition.Submission.Kind;
import org.podium.pipeline.competition.Competition.Submission.RleRows;
import org.podium.pipeline.config.Checks;

/** Which keys go with a submission of masks; the components are those of {@link Submission}. */
record SubmissionRules(
        Optional<RleRows> rows,
        Optional<String> classColumn,
        Optional<String> idPattern,
        Optional<Competition.Submission.ClassAs> classAs,
        Optional<Integer> connectivity,
        Optional<String> empty,
        Optional<String> namePattern) {
    private static final String PNG = ".png";

    void check(Checks checks, Kind kind, Optional<String> sample) {
        if (kind == Kind.RLE) {
            checkClass(checks);
            checkRows(checks);
        } else {
            only(checks, Kind.RLE, "rows", rows);
            only(checks, Kind.RLE, "classColumn", classColumn);
            only(checks, Kind.RLE, "idPattern", idPattern);
            only(checks, Kind.RLE, "classAs", classAs);
            only(checks, Kind.RLE, "connectivity", connectivity);
            only(checks, Kind.RLE, "empty", empty);
        }
        if (kind == Kind.MASKS) {
            checks.that(sample.isEmpty(), "a zip of masks has none, it follows the test rows", "sample");
            namePattern.ifPresent(pattern -> checks.that(
                    pattern.contains(Submission.ID) && pattern.endsWith(PNG) && isWithin(pattern),
                    "'" + pattern + "', expected the name of a PNG file with {id} in it, as {id}.png",
                    "namePattern"));
        } else {
            only(checks, Kind.MASKS, "namePattern", namePattern);
        }
    }

    private static void only(Checks checks, Kind kind, String component, Optional<?> value) {
        checks.that(
                value.isEmpty(),
                "only a submission of kind " + (kind == Kind.RLE ? "rle" : "masks") + " has it",
                component);
    }

    private void checkClass(Checks checks) {
        boolean placed = classColumn.isPresent() || idPattern.isPresent();
        checks.that(
                        classColumn.isEmpty() || idPattern.isEmpty(),
                        "expected one of class-column and id-pattern",
                        "classColumn",
                        "idPattern")
                .that(placed || classAs.isEmpty(), "no class-column or id-pattern has a class", "classAs");
        idPattern.ifPresent(pattern -> checks.that(
                pattern.contains(Submission.ID) && pattern.contains(Submission.CLASS),
                "'" + pattern + "', expected {id} and {class} in it, as {id}_{class}",
                "idPattern"));
        if (rows.isPresent()) {
            checks.that(
                            placed || rows.get() != RleRows.CLASS,
                            "one for each class, expected where the class stands: class-column or id-pattern",
                            "rows")
                    .that(
                            !placed || rows.get() != RleRows.IMAGE,
                            "one for each image has no class, but there is a class-column or id-pattern",
                            "rows");
        }
    }

    private void checkRows(Checks checks) {
        connectivity.ifPresent(neighbours -> checks.that(
                        neighbours == 4 || neighbours == 8, neighbours + ", expected 4 or 8", "connectivity")
                .that(
                        rows.filter(what -> what == RleRows.INSTANCE).isPresent(),
                        "only rows: instance has it",
                        "connectivity"));
        empty.ifPresent(text -> checks.that(
                !Rle.isValid(text), "'" + text + "' is a mask with pixels, expected what stands for none", "empty"));
    }

    /** Whether a name stays in the folder that a zip is unpacked to. */
    static boolean isWithin(String name) {
        return !name.startsWith("/")
                && name.indexOf('\\') < 0
                && Stream.of(name.split("/")).noneMatch(".."::equals);
    }
}
