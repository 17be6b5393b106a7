package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.podium.pipeline.run.Hashes;

/** Whole folders, copied and compared. */
final class Folders {
    private Folders() {}

    /** Times are copied too: podium looks at them. */
    static void copy(Path from, Path to) throws IOException {
        for (Path path : below(from)) {
            Path target = to.resolve(from.relativize(path).toString());
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Hash of every file by its path within the folder; folders count too. The log may always grow. */
    static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (Path path : below(folder)) {
            if (!path.endsWith("log.txt")) {
                String name = folder.relativize(path).toString();
                content.put(name, Files.isDirectory(path) ? "folder" : Hashes.of(path));
            }
        }
        return content;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
