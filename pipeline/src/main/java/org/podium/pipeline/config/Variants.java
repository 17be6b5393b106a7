package org.podium.pipeline.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Interfaces whose values are written by name: {@code horizontal-flip}, or {@code {horizontal-flip: {p: 0.3}}}.
 *
 * @param byType for each interface the name of every record that implements it
 */
public record Variants(Map<Class<?>, Map<String, Class<? extends Record>>> byType) {
    public static final Variants NONE = new Variants(Map.of());

    public Variants {
        Map<Class<?>, Map<String, Class<? extends Record>>> copy = new LinkedHashMap<>();
        byType.forEach((type, names) -> {
            names.forEach((name, variant) -> {
                if (!type.isAssignableFrom(variant)) {
                    throw new IllegalArgumentException(name + ": " + variant + " is no " + type);
                }
            });
            copy.put(type, Map.copyOf(names));
        });
        byType = Map.copyOf(copy);
    }

    Optional<Map<String, Class<? extends Record>>> of(Class<?> type) {
        return Optional.ofNullable(byType.get(type));
    }

    Optional<String> nameOf(Class<?> variant) {
        return byType.values().stream()
                .flatMap(names -> names.entrySet().stream())
                .filter(entry -> entry.getValue() == variant)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
