package org.podium.pipeline.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts to values of the simple types: text, int, long, double, boolean and enums. Nothing else is tried. */
final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private Scalars() {}

    /** The value, or empty if the text is none of that type; a text in quotes is only ever a text or an enum's name. */
    static Optional<?> parse(Tree.Scalar scalar, Class<?> type) {
        if (type == String.class) {
            return Optional.of(scalar.text());
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> Kebab.of((Enum<?>) constant).equals(scalar.text()))
                    .findFirst();
        }
        if (scalar.quoted()) {
            return Optional.empty();
        }
        if (isBoolean(type)) {
            return Optional.of(scalar.text())
                    .filter(List.of("true", "false")::contains)
                    .map(Boolean::valueOf);
        }
        try {
            return number(scalar.text(), type);
        } catch (NumberFormatException e) { // too many digits for the type
            return Optional.empty();
        }
    }

    /** What a text of that type is, to end a sentence that begins with the text. */
    static String expected(Class<?> type, String text) {
        if (type == String.class) {
            return "text";
        }
        if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(constant -> Kebab.of((Enum<?>) constant))
                    .toList();
            String near = Nearest.to(text, names)
                    .map(name -> "; did you mean '" + name + "'?")
                    .orElse("");
            return "one of " + String.join(", ", names) + near;
        }
        if (isBoolean(type)) {
            return "true or false";
        }
        boolean whole = !isDouble(type);
        boolean tooLarge = (whole ? INTEGER : NUMBER).matcher(text).matches();
        return (whole ? "an integer" : "a number") + (tooLarge ? " that is not so large" : "");
    }

    private static Optional<Number> number(String text, Class<?> type) {
        if (isDouble(type)) {
            return Optional.of(text)
                    .filter(number -> NUMBER.matcher(number).matches())
                    .<Number>map(Double::valueOf)
                    .filter(number -> Double.isFinite(number.doubleValue()));
        }
        Optional<String> integer =
                Optional.of(text).filter(number -> INTEGER.matcher(number).matches());
        if (type == int.class || type == Integer.class) {
            return integer.map(Integer::valueOf);
        }
        if (type == long.class || type == Long.class) {
            return integer.map(Long::valueOf);
        }
        throw new IllegalStateException(type + " is no type of a configuration record");
    }

    private static boolean isBoolean(Class<?> type) {
        return type == boolean.class || type == Boolean.class;
    }

    private static boolean isDouble(Class<?> type) {
        return type == double.class || type == Double.class;
    }
}
