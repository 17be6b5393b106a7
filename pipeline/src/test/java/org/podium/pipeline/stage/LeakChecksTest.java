package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.check.ImageProxy;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.run.Seed;

class LeakChecksTest {
    private static final int ROWS = 120;
    private static final List<String> CLASSES = List.of("cat", "dog");
    private static final List<String> LABELS =
            IntStream.range(0, ROWS).mapToObj(row -> CLASSES.get(row % 2)).toList();

    /** Such as a breed beside the species: it is in the training table alone, so that nothing can lean on it. */
    @Test
    void columnsThatAFolderOfTestImagesLacksAreNoCopies() {
        CheckLine line = columns(csv("train.csv"), folder("test"), Map.of("code", LABELS), Map.of());
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).startsWith("'code' is right for 100.0 %").contains("the test rows do not have it");
    }

    @Test
    void columnsThatBothTablesHaveAre() {
        CheckLine line = columns(
                csv("train.csv"), csv("test.csv"), Map.of("code", LABELS), Map.of("code", List.of("cat", "dog")));
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("'code' is the target");
    }

    @Test
    void linesAreCalledTheSameWhateverTheyFind() {
        List<String> ofTable = names(lines(csv("train.csv"), csv("test.csv"), Map.of("code", LABELS), Map.of()));
        List<String> ofFolders = names(lines(folder("train"), folder("test"), Map.of(), Map.of()));
        assertThat(ofFolders)
                .isEqualTo(ofTable)
                .containsExactly("columns that tell the target", "ids", "row order", "groups", "time");
    }

    private static CheckLine columns(
            Source train, Source test, Map<String, List<String>> columns, Map<String, List<String>> testColumns) {
        return lines(train, test, columns, testColumns).get(0);
    }

    private static List<String> names(List<CheckLine> lines) {
        return lines.stream().map(CheckLine::name).toList();
    }

    private static List<CheckLine> lines(
            Source train, Source test, Map<String, List<String>> columns, Map<String, List<String>> testColumns) {
        RowTable rows = table(LABELS, columns);
        Competition competition = new Competition(
                "pets",
                Task.IMAGE_CLASSIFICATION,
                "accuracy",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "data",
                Optional.empty(),
                train,
                test,
                Submission.DEFAULTS,
                Optional.empty());
        Inventory inventory = new Inventory(CLASSES, List.of(ROWS / 2, ROWS / 2), ROWS, 2, Map.of(), Map.of());
        ImageProxy proxy = ImageProxy.of(
                Collections.nCopies(ROWS, new byte[16 * 16 * 3]),
                rows.classes(CLASSES),
                CLASSES.size(),
                rows.ids(),
                new Seed(1));
        FoldPlan plan =
                FoldPlan.of(2, IntStream.range(0, ROWS).map(row -> row / 2 % 2).toArray());
        return new LeakChecks(
                        competition, inventory, rows, table(List.of("", ""), testColumns), plan, Optional.of(proxy))
                .lines();
    }

    private static RowTable table(List<String> labels, Map<String, List<String>> columns) {
        List<String> none = Collections.nCopies(labels.size(), "");
        List<String> ids =
                IntStream.range(0, labels.size()).mapToObj(row -> "img" + row).toList();
        List<Path> images = ids.stream().map(id -> Path.of(id + ".jpg")).toList();
        return new RowTable(ids, images, none, labels, none, none, columns);
    }

    private static Source csv(String table) {
        return source(Optional.of(table), Optional.empty(), Optional.of("image"), Optional.of("label"));
    }

    private static Source folder(String folder) {
        return source(Optional.empty(), Optional.of(folder), Optional.empty(), Optional.of("folder"));
    }

    static Source source(
            Optional<String> csv, Optional<String> folder, Optional<String> image, Optional<String> label) {
        Optional<String> none = Optional.empty();
        return new Source(
                csv, folder, image, "", "", none, 4, label, none, none, none, none, none, "", none, none, none);
    }
}
