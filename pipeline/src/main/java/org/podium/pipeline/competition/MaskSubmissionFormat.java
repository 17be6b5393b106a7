package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.competition.Competition.Submission.Kind;

/** What a submission of masks looks like, tied to test rows and classes. */
public sealed interface MaskSubmissionFormat permits RleFormat, MaskZipFormat {
    /** The test rows in the order in which their masks are written, each once. */
    List<Integer> rows();

    /** What messages call the mask of a test row. */
    String name(int row);

    /** Number of classes. */
    int classes();

    /**
     * Takes the format from the competition, and from the sample if it names one.
     *
     * @param competitionFolder the folder of {@code competition.yaml}
     * @throws org.podium.pipeline.error.UserError if the sample is missing, its columns are others, or its ids are not
     *     those of the test rows; or if an id cannot be part of a file's name where that is wanted
     */
    static MaskSubmissionFormat of(Competition competition, Path competitionFolder, CompetitionData data) {
        return competition.submission().kind() == Kind.MASKS
                ? MaskZipFormat.of(competition, data.test().ids())
                : RleFormat.of(competition, competitionFolder, data.test().ids());
    }
}
