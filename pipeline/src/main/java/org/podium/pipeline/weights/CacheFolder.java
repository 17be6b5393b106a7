package org.podium.pipeline.weights;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a system keeps what programs can fetch again. */
final class CacheFolder {
    private CacheFolder() {}

    /**
     * podium's cache: {@code PODIUM_CACHE}; else where the system wants it.
     *
     * @param system as Java names it, such as {@code Mac OS X}
     * @param home of the user
     */
    static Path of(Map<String, String> environment, String system, Path home) {
        Optional<Path> own = path(environment, "PODIUM_CACHE");
        if (own.isPresent()) {
            return own.get();
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return path(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"))
                    .resolve("podium")
                    .resolve("cache");
        }
        if (name.startsWith("mac")) {
            return home.resolve("Library").resolve("Caches").resolve("podium");
        }
        // The XDG base directory specification has relative paths ignored.
        return path(environment, "XDG_CACHE_HOME")
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"))
                .resolve("podium");
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
