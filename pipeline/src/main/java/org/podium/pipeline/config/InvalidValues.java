package org.podium.pipeline.config;

import java.util.List;
import java.util.stream.Collectors;

/** Impossible values of a record's components: all of them, not only the first. */
public final class InvalidValues extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param components names of the record components that are wrong, alone or together */
    record Invalid(List<String> components, String message) {}

    private final transient List<Invalid> all;

    InvalidValues(List<Invalid> all) {
        super(all.stream()
                .map(invalid -> String.join(", ", invalid.components()) + ": " + invalid.message())
                .collect(Collectors.joining("; ")));
        this.all = List.copyOf(all);
    }

    List<Invalid> all() {
        return all;
    }
}
