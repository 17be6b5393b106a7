package org.podium.pipeline.check;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of a checklist.
 *
 * @param name what was looked at, a short phrase in lower case
 * @param finding what was seen, one line with figures; for a skipped one, why it was not looked at
 * @param todo what to do about it, one sentence; empty when there is nothing to do
 */
public record CheckLine(String name, Status status, String finding, String todo) {
    /** What came of looking. */
    public enum Status {
        /** It is as it should be. */
        @JsonProperty("passed")
        PASSED,
        /** It looks wrong, but may be right, or the recipe tolerates it. */
        @JsonProperty("warned")
        WARNED,
        /** It is wrong. */
        @JsonProperty("failed")
        FAILED,
        /** It could not be looked at. */
        @JsonProperty("skipped")
        SKIPPED
    }

    public CheckLine {
        if (name.isBlank() || finding.isBlank()) {
            throw new IllegalArgumentException("a line needs a name and a finding: '" + name + "', '" + finding + "'");
        }
        boolean wrong = status == Status.WARNED || status == Status.FAILED;
        if (wrong == todo.isBlank()) {
            throw new IllegalArgumentException(name + " is " + status + ", but what to do is '" + todo + "'");
        }
    }

    public static CheckLine passed(String name, String finding) {
        return new CheckLine(name, Status.PASSED, finding, "");
    }

    public static CheckLine warned(String name, String finding, String todo) {
        return new CheckLine(name, Status.WARNED, finding, todo);
    }

    public static CheckLine failed(String name, String finding, String todo) {
        return new CheckLine(name, Status.FAILED, finding, todo);
    }

    public static CheckLine skipped(String name, String reason) {
        return new CheckLine(name, Status.SKIPPED, reason, "");
    }
}
