package org.podium.pipeline.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.podium.pipeline.error.UserError;

/**
 * Makes records of a {@link Tree}, strictly: no unknown key, no conversion between types, every problem collected.
 *
 * <p>Keys are the component names in kebab-case. Components are text, int, long, double, boolean, enums, lists, optionals
 * ({@code auto}, {@code none}, nothing and absence are empty), records, and the interfaces of {@link Variants}. A record
 * of numbers may be written as a list, and a {@link Shorthand} record as its first component. Missing keys come from the record's {@code DEFAULTS} (see
 * {@link Records#defaults}), where a default of the enclosing record goes before those of the type. What a compact
 * constructor refuses with an {@link IllegalArgumentException} becomes a problem at that line; a component that is already
 * wrong is replaced by its default meanwhile, so that the others are still checked.
 */
public final class Binder {
    /** Words for an empty optional, unless in quotes. */
    static final Set<String> EMPTY = Set.of("auto", "none");

    private final Variants variants;
    private final Problems problems;

    public Binder(Variants variants, Problems problems) {
        this.variants = variants;
        this.problems = problems;
    }

    /**
     * Makes a record.
     *
     * @throws UserError with all problems, those collected before included
     */
    public <T extends Record> T bind(Tree tree, Class<T> type) {
        Optional<?> made = record(tree, type, Map.of());
        problems.throwIfAny();
        return type.cast(made.orElseThrow());
    }

    /** @param fallback the default value, or null; only records are merged with it */
    private Optional<?> bind(Tree tree, Type type, Object fallback) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            return generic.getRawType() == List.class
                    ? list(tree, argument)
                    : optional(tree, argument, (Optional<?>) fallback);
        }
        Class<?> raw = (Class<?>) type;
        Optional<Map<String, Class<? extends Record>>> names = variants.of(raw);
        if (names.isPresent()) {
            return variant(tree, names.get());
        }
        if (raw.isRecord()) {
            return record(tree, raw, fallback == null ? Map.of() : Records.values((Record) fallback));
        }
        return scalar(tree, raw);
    }

    private Optional<?> optional(Tree tree, Type type, Optional<?> fallback) {
        if (tree instanceof Tree.Scalar scalar && isEmpty(scalar)) {
            return Optional.of(Optional.empty());
        }
        return bind(tree, type, fallback == null ? null : fallback.orElse(null)).map(Optional::of);
    }

    /** Whether an optional value of this text is empty. */
    static boolean isEmpty(Tree.Scalar scalar) {
        return scalar.isNull() || !scalar.quoted() && EMPTY.contains(scalar.text());
    }

    private Optional<?> list(Tree tree, Type type) {
        if (!(tree instanceof Tree.Sequence sequence)) {
            return refuse(tree, "a list");
        }
        List<Object> items = new ArrayList<>();
        for (Tree item : sequence.items()) {
            bind(item, type, null).ifPresent(items::add);
        }
        return items.size() == sequence.items().size() ? Optional.of(List.copyOf(items)) : Optional.empty();
    }

    private Optional<?> variant(Tree tree, Map<String, Class<? extends Record>> names) {
        Tree.Mapping none = new Tree.Mapping(tree.place(), Map.of());
        String name;
        Tree content;
        if (tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            name = scalar.text();
            content = none;
        } else if (tree instanceof Tree.Mapping mapping && mapping.entries().size() == 1) {
            name = mapping.entries().keySet().iterator().next();
            content = mapping.entries().get(name);
        } else {
            return refuse(tree, oneOf(names));
        }
        if (!names.containsKey(name)) {
            problems.add(tree, "unknown name '" + name + "'; " + Nearest.hint(name, new TreeSet<>(names.keySet())));
            return Optional.empty();
        }
        return record(content, names.get(name), Map.of());
    }

    /** @param overriding defaults that go before those of the type */
    private Optional<?> record(Tree tree, Class<?> type, Map<String, Object> overriding) {
        Optional<Tree.Mapping> mapping = Structure.inFull(tree, type);
        if (mapping.isEmpty()) {
            return refuse(tree, expected(type));
        }
        Map<String, Object> defaults = overriding.isEmpty() ? Records.defaults(type) : overriding;
        reportUnknownKeys(mapping.get(), type);
        List<Object> values = new ArrayList<>();
        Set<String> failed = new HashSet<>();
        for (RecordComponent component : Records.components(type)) {
            Object fallback = defaults.get(component.getName());
            Optional<?> value = component(mapping.get(), component, fallback);
            if (value.isEmpty()) {
                failed.add(component.getName());
            }
            values.add(value.isPresent() ? value.get() : fallback);
        }
        if (values.contains(null)) {
            return Optional.empty();
        }
        Optional<Object> made = construct(mapping.get(), type, values, failed);
        return failed.isEmpty() ? made : Optional.empty();
    }

    private void reportUnknownKeys(Tree.Mapping mapping, Class<?> type) {
        List<String> keys = Records.keys(type);
        mapping.entries().forEach((key, value) -> {
            if (!keys.contains(key)) {
                problems.add(value, "unknown key; " + Nearest.hint(key, keys));
            }
        });
    }

    private Optional<?> component(Tree.Mapping mapping, RecordComponent component, Object fallback) {
        String key = Kebab.of(component.getName());
        Optional<Tree> tree = mapping.get(key);
        if (tree.isPresent()) {
            return bind(tree.get(), component.getGenericType(), fallback);
        }
        if (fallback != null) {
            return Optional.of(fallback);
        }
        if (component.getType() == Optional.class) {
            return Optional.of(Optional.empty());
        }
        problems.add(mapping.place().key(key), "missing, expected " + expected(component.getType()));
        return Optional.empty();
    }

    private Optional<Object> construct(Tree.Mapping mapping, Class<?> type, List<Object> values, Set<String> failed) {
        try {
            return Optional.of(Records.construct(type, values));
        } catch (InvalidValues e) {
            for (InvalidValues.Invalid invalid : e.all()) {
                if (invalid.components().stream().noneMatch(failed::contains)) {
                    problems.add(placeOf(mapping, invalid.components()), invalid.message());
                }
            }
        } catch (IllegalArgumentException e) {
            problems.add(mapping, e.getMessage());
        }
        return Optional.empty();
    }

    /** The place of the only component that is wrong; of the mapping if there are several or it is a default. */
    private static Place placeOf(Tree.Mapping mapping, List<String> components) {
        if (components.size() != 1) {
            return mapping.place();
        }
        String key = Kebab.of(components.get(0));
        return mapping.get(key).map(Tree::place).orElse(mapping.place().key(key));
    }

    private Optional<?> scalar(Tree tree, Class<?> type) {
        if (!(tree instanceof Tree.Scalar scalar) || scalar.isNull()) {
            return refuse(tree, expected(type));
        }
        Optional<?> value = Scalars.parse(scalar, type);
        return value.isPresent()
                ? value
                : refuse(tree, Scalars.expected(type, scalar.quoted() && !type.isEnum() ? "" : scalar.text()));
    }

    private Optional<?> refuse(Tree tree, String expected) {
        problems.add(tree, tree.describe() + ", expected " + expected);
        return Optional.empty();
    }

    private static String oneOf(Map<String, Class<? extends Record>> names) {
        return "one of " + String.join(", ", new TreeSet<>(names.keySet()));
    }

    private String expected(Class<?> type) {
        if (type == List.class) {
            return "a list";
        }
        Optional<Map<String, Class<? extends Record>>> names = variants.of(type);
        if (names.isPresent()) {
            return oneOf(names.get());
        }
        return type.isRecord() ? expectedOfRecord(type) : Scalars.expected(type, "");
    }

    /** Every way to write the record. */
    private String expectedOfRecord(Class<?> type) {
        if (Records.keys(type).isEmpty()) {
            return "nothing";
        }
        String alone = Records.shorthand(type)
                .map(first -> expected(first.getType()) + " or ")
                .orElse("");
        String list = Records.positional(type)
                        && (alone.isEmpty() || Records.keys(type).size() > 1)
                ? Records.keys(type) + " or "
                : "";
        return alone + list + "a mapping with the keys " + String.join(", ", Records.keys(type));
    }
}
