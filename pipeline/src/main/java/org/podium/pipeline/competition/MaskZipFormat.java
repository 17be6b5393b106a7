package org.podium.pipeline.competition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.image.MaskCoding;

/**
 * A zip with a PNG file for each test row, coded as the training masks are.
 *
 * @param names of the files, one a test row
 */
public record MaskZipFormat(List<String> names, MaskCoding coding) implements MaskSubmissionFormat {
    private static final String NAME_PATTERN = Submission.ID + ".png";

    public MaskZipFormat {
        names = List.copyOf(names);
    }

    static MaskZipFormat of(Competition competition, List<String> ids) {
        String pattern = competition.submission().namePattern().orElse(NAME_PATTERN);
        List<String> names =
                ids.stream().map(id -> pattern.replace(Submission.ID, id)).toList();
        Findings findings = new Findings();
        Map<String, String> taken = new HashMap<>();
        for (String name : names) {
            if (!SubmissionRules.isWithin(name)) {
                findings.add("a name that is no file's", "submission: '" + name + "' cannot name a file within a zip");
            }
            // Some systems, on which a zip may be unpacked, take both for the same file.
            String before = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (before != null) {
                findings.add(
                        "a name that is taken",
                        "submission: two files would be named '" + before + "' and '" + name + "'");
            }
        }
        findings.throwIfAny();
        return new MaskZipFormat(names, competition.coding());
    }

    @Override
    public List<Integer> rows() {
        return IntStream.range(0, names.size()).boxed().toList();
    }

    @Override
    public String name(int row) {
        return "file '" + names.get(row) + "'";
    }

    @Override
    public int classes() {
        return coding.classes();
    }
}
