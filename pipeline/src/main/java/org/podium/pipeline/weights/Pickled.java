package org.podium.pipeline.weights;

import java.util.Map;

/** What a torch pickle may hold besides numbers, text, lists (also for sets), tuples (arrays) and dictionaries: data. */
sealed interface Pickled {
    /** Numbers outside of the pickle, {@code count} of them, found by their key. */
    record Storage(DType type, String key, long count) implements Pickled {}

    /** A view of a storage; not checked yet against its size. */
    record View(Storage storage, long offset, long[] shape, long[] stride) implements Pickled {}

    /** A class or function by its Python name; see {@link Whitelist}. */
    record Global(String name, Whitelist.Meaning meaning, DType type) implements Pickled {}

    /** An object of a class whose behaviour is not wanted, only what is in it. Equal to itself alone. */
    final class Inert implements Pickled {
        private Map<?, ?> attributes = Map.of();

        void give(Map<?, ?> given) {
            attributes = given;
        }

        Map<?, ?> attributes() {
            return attributes;
        }
    }
}
