package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.run.RunFolder;

class DataChecksTest {
    private static final List<String> CLASSES = List.of("2", "10", "33");
    private static final List<String> LABELS = List.of("10", "2", "33", "10", "2", "33");

    @TempDir
    private Path folder;

    /** The sample's columns and lines are in another order than classes and test rows. */
    @ParameterizedTest
    @EnumSource(names = {"LABELS", "PROBABILITIES"})
    void anyOrderOfTheSamplesColumnsAndLinesIsFollowed(Submission.Kind kind) throws IOException {
        CheckLine line = labelOrder(kind, CLASSES, CLASSES, LABELS);
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).startsWith("0 = 2 … 2 = 33 in rows/inventory.json");
        assertThat(folder.resolve("run")).isEmptyDirectory();
    }

    /** As if labels were sorted as texts when the run began. */
    @Test
    void anotherOrderThanTheTablesFails() throws IOException {
        CheckLine line = labelOrder(Submission.Kind.LABELS, CLASSES, List.of("10", "2", "33"), LABELS);
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding())
                .contains("training counts by '2', '10', '33'")
                .contains("has '10', '2', '33'");
    }

    @Test
    void aLabelThatIsNoClassFails() throws IOException {
        CheckLine line = labelOrder(Submission.Kind.LABELS, CLASSES, CLASSES, List.of("2", "10", "33", "4"));
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).isEqualTo("'4' of rows/train.csv is no class");
    }

    /** Its classes still are all of the table's: predictions have a column for it. */
    @Test
    void aClassWhoseImagesAreAllBrokenIsStillOne() throws IOException {
        CheckLine line = labelOrder(Submission.Kind.LABELS, CLASSES, CLASSES, List.of("2", "10", "2", "10"));
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
    }

    private CheckLine labelOrder(Submission.Kind kind, List<String> saved, List<String> ofTable, List<String> labels)
            throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("run"));
        boolean named = kind == Submission.Kind.LABELS;
        Files.write(
                folder.resolve("data/sample.csv"),
                named
                        ? List.of("id,label", "t3,2", "t1,2", "t0,2", "t2,2")
                        : List.of("id,33,2,10", "t3,1,0,0", "t1,1,0,0", "t0,1,0,0", "t2,1,0,0"));
        Optional<String> none = Optional.empty();
        Source source = LeakChecksTest.source(none, Optional.of("train"), none, Optional.of("folder"));
        Competition competition = new Competition(
                "numbers",
                Task.IMAGE_CLASSIFICATION,
                "accuracy",
                List.of(),
                Optional.empty(),
                none,
                "data",
                Optional.empty(),
                source,
                source,
                Submission.of(Optional.of("sample.csv"), kind, "id", "label"),
                none);
        CompetitionData data = new CompetitionData(
                rows("r", LABELS.size(), Optional.of(LABELS)), rows("t", 4, Optional.empty()), ofTable);
        Inventory inventory = new Inventory(saved, List.of(2, 2, 2), labels.size(), 4, Map.of(), Map.of());
        List<String> blank = Collections.nCopies(labels.size(), "");
        RowTable train =
                new RowTable(ids("r", labels.size()), paths("r", labels.size()), blank, labels, blank, blank, Map.of());
        RunConfig config = new RunConfig(folder.toString(), competition, (Recipe) null);
        return new DataChecks(config, new RunFolder(folder.resolve("run")), data, train, inventory).labelOrder();
    }

    private static Rows rows(String prefix, int count, Optional<List<String>> labels) {
        return new Rows(
                ids(prefix, count),
                paths(prefix, count),
                labels,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(row -> prefix + row).toList();
    }

    private static List<Path> paths(String prefix, int count) {
        return ids(prefix, count).stream().map(id -> Path.of(id + ".png")).toList();
    }
}
