package org.podium.pipeline.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A YAML document whose values remember where they were written. Scalars stay text: what a text means is decided by the
 * type it is bound to, so that the id {@code 0001} and the class {@code no} survive.
 */
public sealed interface Tree {
    /** Where it was written. */
    Place place();

    /** How it reads in a message. */
    String describe();

    /** It as a mapping, if it is one; a key under which nothing is written is an empty one. */
    default Optional<Mapping> asMapping() {
        return Optional.empty();
    }

    /**
     * @param text the text without quotes
     * @param quoted whether it stood in quotes, and is therefore never a number, a truth value or nothing
     */
    record Scalar(Place place, String text, boolean quoted) implements Tree {
        private static final Set<String> NULLS = Set.of("", "~", "null");

        /** Whether it is YAML's null: nothing was written. */
        boolean isNull() {
            return !quoted && NULLS.contains(text);
        }

        @Override
        public Optional<Mapping> asMapping() {
            return isNull() ? Optional.of(new Mapping(place, Map.of())) : Optional.empty();
        }

        @Override
        public String describe() {
            return isNull() ? "nothing" : "'" + text + "'" + (quoted ? " in quotes" : "");
        }
    }

    /** A list. */
    record Sequence(Place place, List<Tree> items) implements Tree {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Keys to values, in the order they were written. */
    record Mapping(Place place, Map<String, Tree> entries) implements Tree {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<Tree> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** This mapping with the value put, in place if the key is there and at the end if not. */
        public Mapping with(String key, Tree value) {
            Map<String, Tree> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(place, changed);
        }

        /** This mapping with the value put if it has none for the key; the value counts as written at this mapping. */
        public Mapping withDefault(String key, String text) {
            return entries.containsKey(key) ? this : with(key, new Scalar(place.key(key), text, true));
        }

        public Mapping without(String key) {
            Map<String, Tree> changed = new LinkedHashMap<>(entries);
            changed.remove(key);
            return new Mapping(place, changed);
        }

        @Override
        public Optional<Mapping> asMapping() {
            return Optional.of(this);
        }

        @Override
        public String describe() {
            return "a mapping";
        }
    }
}
