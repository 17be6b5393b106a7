package org.podium.pipeline.competition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.error.UserError;

/** Collects what is wrong with rows: the first three of a kind are told, the others counted. */
final class Findings {
    private static final int TOLD = 3;

    private final Map<String, List<String>> byKind = new LinkedHashMap<>();

    /**
     * Adds a finding.
     *
     * @param kind ends the sentence "N more with …"
     * @param line where and what
     */
    void add(String kind, String line) {
        byKind.computeIfAbsent(kind, key -> new ArrayList<>()).add(line);
    }

    /** @throws UserError if there is any finding */
    void throwIfAny() {
        List<String> told = new ArrayList<>();
        byKind.forEach((kind, lines) -> {
            told.addAll(lines.subList(0, Math.min(TOLD, lines.size())));
            if (lines.size() > TOLD) {
                told.add("and " + (lines.size() - TOLD) + " more with " + kind);
            }
        });
        if (!told.isEmpty()) {
            throw new UserError(told);
        }
    }
}
