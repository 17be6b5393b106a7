package org.podium.pipeline.config;

import java.util.Locale;

/** Java's names as they are written in YAML. */
public final class Kebab {
    private Kebab() {}

    /** {@code batchSize} to {@code batch-size}. */
    static String of(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** {@code STRATIFIED_GROUP} to {@code stratified-group}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
