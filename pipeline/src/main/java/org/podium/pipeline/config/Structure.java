package org.podium.pipeline.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a place in a {@link Tree} holds, by the type that it will be bound to. It tells how what is written short reads in
 * full, {@code lr: 0.1} as {@code lr: {base: 0.1}} and {@code average: ema} as {@code average: {ema: {}}}, so that a tree
 * can be laid over another, and a key be set, whichever way they are written.
 */
public final class Structure {
    private final Type type;
    private final Variants variants;
    private final Map<String, Structure> more;

    private Structure(Type type, Variants variants, Map<String, Structure> more) {
        this.type = type;
        this.variants = variants;
        this.more = more;
    }

    /** Of a document with this record at its root. */
    public static Structure of(Class<? extends Record> type, Variants variants) {
        return new Structure(type, variants, Map.of());
    }

    /** The same with one more key, which the record does not have. */
    public Structure with(String key, Structure value) {
        Map<String, Structure> all = new LinkedHashMap<>(more);
        all.put(key, value);
        return new Structure(type, variants, Collections.unmodifiableMap(all));
    }

    /**
     * A tree laid over another: the keys of records merge. All else replaces what is below as a whole: lists, choices by
     * name, what is optional, and a {@link Shorthand} that stands alone.
     */
    public Tree lay(Tree upper, Tree lower) {
        Optional<Tree.Mapping> above = upper.asMapping();
        if (above.isEmpty() || !(type instanceof Class<?> raw && raw.isRecord())) {
            return upper;
        }
        Optional<Tree.Mapping> below = inFull(lower, raw);
        if (below.isEmpty()) {
            return lower; // to be refused by the binder, not hidden
        }
        Tree.Mapping merged = new Tree.Mapping(upper.place(), below.get().entries());
        for (Map.Entry<String, Tree> entry : above.get().entries().entrySet()) {
            String key = entry.getKey();
            Tree value = entry.getValue();
            merged = merged.with(
                    key, merged.get(key).map(under -> at(key).lay(value, under)).orElse(value));
        }
        return merged;
    }

    /** What a key of this place holds; anything where there is no such key. */
    Structure at(String key) {
        if (more.containsKey(key)) {
            return more.get(key);
        }
        Class<?> raw = content();
        if (isChoice()) {
            return inside(variants.of(raw).orElseThrow().getOrDefault(key, Record.class));
        }
        return raw.isRecord()
                ? Records.components(raw).stream()
                        .filter(component -> Kebab.of(component.getName()).equals(key))
                        .findFirst()
                        .map(component -> inside(component.getGenericType()))
                        .orElseGet(() -> inside(Object.class))
                : inside(Object.class);
    }

    /** What an entry of the list at this place holds. */
    Structure entry() {
        return inside(
                type instanceof ParameterizedType generic && generic.getRawType() == List.class
                        ? generic.getActualTypeArguments()[0]
                        : Object.class);
    }

    /** Whether it is one of several records by name: exactly one key. */
    boolean isChoice() {
        return variants.of(content()).isPresent();
    }

    /** A tree at this place as a mapping in full, if it can be one. */
    Optional<Tree.Mapping> inFull(Tree tree) {
        if (tree instanceof Tree.Scalar scalar && isOptional() && Binder.isEmpty(scalar)) {
            return Optional.of(new Tree.Mapping(tree.place(), Map.of()));
        }
        if (isChoice() && tree instanceof Tree.Scalar scalar && !scalar.isNull()) {
            Tree settings = new Tree.Mapping(tree.place(), Map.of());
            return Optional.of(new Tree.Mapping(tree.place(), Map.of(scalar.text(), settings)));
        }
        return content().isRecord() ? inFull(tree, content()) : tree.asMapping();
    }

    /** A record as a mapping, if it is written in one of the ways there are for it. */
    static Optional<Tree.Mapping> inFull(Tree tree, Class<?> record) {
        if (tree.asMapping().isPresent()) {
            return tree.asMapping();
        }
        List<String> keys = Records.keys(record);
        if (Records.positional(record)
                && tree instanceof Tree.Sequence sequence
                && sequence.items().size() == keys.size()) {
            Tree.Mapping byName = new Tree.Mapping(tree.place(), Map.of());
            for (int i = 0; i < keys.size(); i++) {
                byName = byName.with(keys.get(i), sequence.items().get(i));
            }
            return Optional.of(byName);
        }
        return Records.shorthand(record)
                .filter(first -> first.getType() == List.class
                        ? tree instanceof Tree.Sequence
                        : tree instanceof Tree.Scalar scalar
                                && Scalars.parse(scalar, first.getType()).isPresent())
                .map(first -> new Tree.Mapping(tree.place(), Map.of(keys.get(0), tree)));
    }

    private Structure inside(Type inner) {
        return new Structure(inner, variants, Map.of());
    }

    private boolean isOptional() {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    /** The type without its generics; that of the value where it is optional. */
    private Class<?> content() {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) (isOptional() ? generic.getActualTypeArguments()[0] : generic.getRawType());
        }
        return (Class<?>) type;
    }
}
