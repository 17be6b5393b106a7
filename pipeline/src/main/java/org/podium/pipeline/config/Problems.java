package org.podium.pipeline.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.podium.pipeline.error.UserError;

/** Collects what is wrong with a configuration, so that a user sees all of it at once. */
public final class Problems {
    private record Problem(Place place, String message) {}

    private final Set<Problem> found = new LinkedHashSet<>();

    /** Adds a problem; one that is already known (a default laid under several entries) is told once. */
    void add(Place place, String message) {
        found.add(new Problem(place, message));
    }

    /** Adds a problem with the value at this tree. */
    public void add(Tree tree, String message) {
        add(tree.place(), message);
    }

    /** @throws UserError if there is any problem: one line each, in the order of the file's lines */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new UserError(found.stream()
                    .sorted(Comparator.comparingInt(problem -> problem.place().line()))
                    .map(problem -> problem.place() + ": " + problem.message())
                    .toList());
        }
    }
}
