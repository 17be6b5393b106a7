package org.podium.pipeline.competition;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where weights come from, as it stands in a recipe or on the command line. */
public sealed interface WeightsReference {
    /** What names of published weights begin with; a folder of the same name is reached by {@code ./}. */
    List<String> SOURCES = List.of("podium", "torchvision", "timm", "djl");

    /** The reference as a recipe has it; {@link #of} reads it back. */
    String text();

    /** The same, with a file's path that is relative to a folder made absolute. */
    default WeightsReference from(Path folder) {
        return this;
    }

    /** A file of the user's own. */
    record LocalFile(Path path) implements WeightsReference {
        @Override
        public String text() {
            return path.toString();
        }

        @Override
        public WeightsReference from(Path folder) {
            return new LocalFile(folder.resolve(path).toAbsolutePath().normalize());
        }
    }

    /**
     * A file somewhere on the web.
     *
     * @param location without fragment
     * @param sha256 of the whole file, 64 hexadecimal digits in lower case
     */
    record Url(URI location, String sha256) implements WeightsReference {
        @Override
        public String text() {
            return location + "#sha256=" + sha256;
        }
    }

    /** Published weights by name, such as {@code torchvision/resnet18}; whether there are any of that name is not known here. */
    record Named(String name) implements WeightsReference {
        @Override
        public String text() {
            return name;
        }
    }

    /**
     * Reads a reference: {@code https://...#sha256=...}, a name that begins with one of {@link #SOURCES}, or else a path.
     *
     * @throws IllegalArgumentException when it is a URL that is malformed or tells no hash, or no path
     */
    static WeightsReference of(String text) {
        if (Parts.WEB.matcher(text).lookingAt()) {
            return Parts.url(text);
        }
        boolean named = SOURCES.stream().anyMatch(source -> text.startsWith(source + "/"));
        return named ? new Named(text) : new LocalFile(Path.of(text));
    }

    /** Holds what an interface cannot keep private. */
    final class Parts {
        private static final Pattern WEB = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
        private static final Pattern HASH = Pattern.compile("sha256=([0-9a-fA-F]{64})");

        private Parts() {}

        private static Url url(String text) {
            int hash = text.indexOf('#');
            String location = hash < 0 ? text : text.substring(0, hash);
            String fragment = hash < 0 ? "" : text.substring(hash + 1);
            var matcher = HASH.matcher(fragment);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' does not tell what the file has to be: expected "
                        + location + "#sha256=<64 hexadecimal digits>; 'podium weights fetch " + location
                        + "' prints that line");
            }
            return new Url(location(location), matcher.group(1).toLowerCase(Locale.ROOT));
        }

        private static URI location(String text) {
            try {
                URI location = new URI(text);
                String path = location.getPath();
                if (location.getHost() == null || path == null || path.isEmpty() || path.endsWith("/")) {
                    throw new IllegalArgumentException("'" + text + "' names no file on a host");
                }
                return location;
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
            }
        }
    }
}
