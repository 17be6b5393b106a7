package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowTableTest {
    @TempDir
    private Path folder;

    private static RowTable table(String... groups) {
        return new RowTable(
                List.of("0001", "a,\"b\"", "é\nf"),
                List.of(Path.of("/data/1.jpg"), Path.of("/data/a, b.jpg"), Path.of("/data/é.jpg")),
                List.of("00", "11", "22"),
                List.of("NA", "2", "10"),
                List.of(groups),
                List.of("2026-01-01", "", "3"),
                Map.of("a, column", List.of("x", "", "\"")));
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        for (RowTable table : List.of(table("p", "p", "q"), table("", "", ""))) {
            Path file = folder.resolve("rows/train.csv");
            table.write(file);
            assertThat(RowTable.read(file)).isEqualTo(table);
        }
        assertThat(folder.resolve("rows")).isDirectoryContaining("glob:**train.csv");
    }

    @Test
    void isGroupedWhenRowsHaveGroups() {
        assertThat(table("p", "p", "q").grouped()).isTrue();
        assertThat(table("", "", "").grouped()).isFalse();
    }

    @Test
    void countsClassesFromTheirOrder() {
        assertThat(table("", "", "").classes(List.of("2", "10", "NA"))).containsExactly(2, 0, 1);
    }
}
