package org.podium.pipeline;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data beside the project, which is not part of it. Tests that want it are skipped where it is missing. */
public final class SharedData {
    private SharedData() {}

    /** A folder of {@code ../shared/data}, seen from the project's root or, in a git worktree, from further up. */
    public static Path folder(String name) {
        for (Path place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
            Path folder = place.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return abort("skipped: there is no ../shared/data/" + name + " beside the project");
    }
}
