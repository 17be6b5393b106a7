package org.podium.pipeline.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the binder, the writer and the schemas ask of a record type, and copies of large records. */
public final class Records {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, long.class, double.class);

    private Records() {}

    static List<RecordComponent> components(Class<?> type) {
        return List.of(type.getRecordComponents());
    }

    /** The names of the components, as they are written. */
    static List<String> keys(Class<?> type) {
        return components(type).stream()
                .map(component -> Kebab.of(component.getName()))
                .toList();
    }

    /** Whether values may be written as a list by position, as {@code [0.08, 1.0]}: there are components, all numbers. */
    static boolean positional(Class<?> type) {
        return !components(type).isEmpty()
                && components(type).stream().allMatch(component -> NUMBERS.contains(component.getType()));
    }

    /** The component that may be written alone, if the type is a {@link Shorthand}. */
    static Optional<RecordComponent> shorthand(Class<?> type) {
        return type.isAnnotationPresent(Shorthand.class)
                ? Optional.of(components(type).get(0))
                : Optional.empty();
    }

    /**
     * Default values by component name, from the type's constant {@code DEFAULTS}: an instance of the type, or, where
     * some components have no default, a map from component names to values. Empty if there is no such constant.
     */
    static Map<String, Object> defaults(Class<?> type) {
        if (Arrays.stream(type.getFields()).noneMatch(field -> field.getName().equals("DEFAULTS"))) {
            return Map.of();
        }
        Object defaults = call(() -> type.getField("DEFAULTS").get(null));
        if (defaults instanceof Record record) {
            return values(record);
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        ((Map<?, ?>) defaults).forEach((name, value) -> byName.put((String) name, value));
        return byName;
    }

    /** Values by component name. */
    static Map<String, Object> values(Record value) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : components(value.getClass())) {
            values.put(component.getName(), call(() -> component.getAccessor().invoke(value)));
        }
        return values;
    }

    /**
     * The same record with one component changed.
     *
     * @param component its name in Java
     * @throws IllegalArgumentException if there is no such component, or the record's own validation refuses the value
     */
    @SuppressWarnings("unchecked") // made of the record's own type
    public static <T extends Record> T with(T record, String component, Object value) {
        Map<String, Object> values = values(record);
        if (values.replace(component, value) == null) {
            throw new IllegalArgumentException(record.getClass() + " has no component " + component);
        }
        Class<?> type = record.getClass();
        return (T) construct(type, List.copyOf(values.values()));
    }

    /** @throws IllegalArgumentException if the record's own validation refuses the values */
    static Object construct(Class<?> type, List<Object> values) {
        Class<?>[] types =
                components(type).stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        return call(() -> type.getDeclaredConstructor(types).newInstance(values.toArray()));
    }

    private interface Reflective {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Reflective action) {
        try {
            return action.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("configuration records are public with public constructors", e);
        }
    }
}
