package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder holds, to be compared. */
final class Contents {
    private Contents() {}

    /** Every file by its relative path; bytes as a string, one character a byte. */
    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                contents.put(root.relativize(file).toString(), bytes);
            }
        }
        return contents;
    }
}
