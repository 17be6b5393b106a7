package org.podium.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    private Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesAndReplaces() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, "one, long");
        AtomicFiles.write(file, "zwölf");
        assertThat(file).hasContent("zwölf");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, "old");
        AtomicFiles.write(file, temporary -> {
            Files.writeString(temporary, "new");
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFiles.write(file, "old");
        assertThatIOException()
                .isThrownBy(() -> AtomicFiles.write(file, temporary -> {
                    Files.writeString(temporary, "half");
                    throw new IOException("disk full");
                }))
                .withMessageContainingAll("a.txt", "disk full");
        assertThatThrownBy(() -> AtomicFiles.write(file, temporary -> {
                    throw new IllegalStateException("fault");
                }))
                .hasMessage("fault");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aFillerThatWritesNothingIsAFailure() throws IOException {
        assertThatIOException().isThrownBy(() -> AtomicFiles.write(folder.resolve("a.txt"), temporary -> {}));
        assertThat(names()).isEmpty();
    }

    @Test
    void whatAKilledWriterLeftIsOverwritten() throws IOException {
        Path file = folder.resolve("a.txt");
        Files.writeString(AtomicFiles.temporary(file), "left over from a writer that was killed");
        AtomicFiles.write(file, "new");
        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void deletesATreeButNotWhatItLinksTo() throws IOException {
        Path kept =
                Files.writeString(Files.createDirectory(folder.resolve("kept")).resolve("file"), "x");
        Path tree = Files.createDirectories(folder.resolve("tree/deep/deeper"))
                .getParent()
                .getParent();
        Files.writeString(tree.resolve("deep/file"), "y");
        Files.createSymbolicLink(tree.resolve("link"), kept.getParent());
        AtomicFiles.deleteTree(tree);
        assertThat(tree).doesNotExist();
        assertThat(kept).hasContent("x");
        AtomicFiles.deleteTree(tree);
    }
}
