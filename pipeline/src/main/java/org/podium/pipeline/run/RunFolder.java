package org.podium.pipeline.run;

import java.nio.file.Path;

/** Where things are in a run folder; its layout is a contract with users. */
public record RunFolder(Path root) {
    public RunFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** A file by its path from the root, with {@code /} between folders. */
    public Path file(String name) {
        return root.resolve(name);
    }

    public Path config() {
        return file("config.yaml");
    }

    public Path manifest() {
        return file("manifest.json");
    }

    public Path log() {
        return file("log.txt");
    }

    /** The folder of a model's fold, from the root. */
    public static String fold(String model, int fold) {
        return "models/" + model + "/fold-" + fold;
    }
}
