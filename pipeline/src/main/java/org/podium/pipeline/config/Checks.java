package org.podium.pipeline.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Checks the components of a record in its compact constructor and reports all that is wrong together. Every message
 * says which value was given and which is allowed.
 *
 * <pre>{@code new Checks().atLeast("epochs", epochs, 1).above("lr", lr, 0).verify();}</pre>
 */
public final class Checks {
    private final List<InvalidValues.Invalid> found = new ArrayList<>();

    /** Adds the message unless the condition holds. */
    public Checks that(boolean holds, String message, String... components) {
        if (!holds) {
            found.add(new InvalidValues.Invalid(List.of(components), message));
        }
        return this;
    }

    public Checks atLeast(String component, int value, int least) {
        return that(value >= least, value + ", expected at least " + least, component);
    }

    public Checks atLeast(String component, double value, double least) {
        return that(value >= least && Double.isFinite(value), value + ", expected at least " + least, component);
    }

    public Checks above(String component, double value, double bound) {
        return that(value > bound && Double.isFinite(value), value + ", expected more than " + bound, component);
    }

    /** Both ends included. */
    public Checks between(String component, int value, int least, int most) {
        return that(value >= least && value <= most, value + ", expected " + least + " to " + most, component);
    }

    /** Both ends included. */
    public Checks between(String component, double value, double least, double most) {
        return that(value >= least && value <= most, value + ", expected " + least + " to " + most, component);
    }

    /** The lower end included, the upper end not. */
    public Checks below(String component, double value, double least, double bound) {
        return that(
                value >= least && value < bound,
                value + ", expected at least " + least + " and less than " + bound,
                component);
    }

    public Checks oneOf(String component, String value, Collection<String> valid) {
        return that(valid.contains(value), "'" + value + "'; " + Nearest.hint(value, valid), component);
    }

    /** @param meaning what a matching text is, such as {@code auto, cpu or cuda:N} */
    public Checks matches(String component, String value, Pattern pattern, String meaning) {
        return that(pattern.matcher(value).matches(), "'" + value + "', expected " + meaning, component);
    }

    public Checks notEmpty(String component, Collection<?> value) {
        return that(!value.isEmpty(), "empty, expected at least one entry", component);
    }

    /** @param use of the value, which throws an {@link IllegalArgumentException} with the message if it is wrong */
    public Checks accepted(String component, Runnable use) {
        try {
            use.run();
            return this;
        } catch (IllegalArgumentException e) {
            return that(false, e.getMessage(), component);
        }
    }

    /** @throws InvalidValues if any check failed */
    public void verify() {
        if (!found.isEmpty()) {
            throw new InvalidValues(found);
        }
    }
}
