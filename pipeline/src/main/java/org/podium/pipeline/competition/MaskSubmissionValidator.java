package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.Map;
import org.podium.pipeline.error.UserError;

/** Reads a submission of masks back and compares it with what was to be written. */
final class MaskSubmissionValidator {
    private MaskSubmissionValidator() {}

    /**
     * Checks columns, ids, classes and their order, or the names in a zip; that runs are sorted, do not overlap and lie
     * within the image; and that every mask is the one that was to be written, bit for bit.
     *
     * @param name what messages call the file
     * @param written of every test row
     * @throws UserError if anything is otherwise
     */
    static void check(Path file, String name, MaskSubmissionFormat format, Map<Integer, MaskDigest> written) {
        Findings findings = new Findings();
        try (MaskSubmissionReader reader = MaskSubmissionReader.open(file, name, format)) {
            for (int row : format.rows()) {
                MaskDigest expected = written.get(row);
                byte[] mask = reader.mask(row, expected.size());
                if (!MaskDigest.of(mask, expected.size()).equals(expected)) {
                    findings.add(
                            "another mask",
                            name + ": the mask of " + format.name(row)
                                    + " reads back differently from what was written");
                }
            }
        }
        findings.throwIfAny();
    }
}
