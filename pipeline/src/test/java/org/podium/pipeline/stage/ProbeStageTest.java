package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.folds.Rows;
import org.podium.folds.StratifiedKFold;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.preflight.PreflightResult;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.WorkerFailure;
import org.podium.pipeline.train.TinyProblem;

/** With workers in this process: what theirs would print is not the question here. */
class ProbeStageTest {
    private static final int ROWS = 40;
    private static final List<String> CLASSES = List.of("blue", "red");

    @TempDir
    private Path root;

    private final List<Launcher.Settings> launched = new ArrayList<>();
    private final Display nobody = new Display() {
        @Override
        public void line(String text) {}

        @Override
        public Task task(String label) {
            return new Task() {
                @Override
                public void tell(Event event) {}

                @Override
                public void close() {}
            };
        }
    };

    private final class InProcess implements Launcher {
        @Override
        public Worker start(Path jobFile, Settings settings) {
            launched.add(settings);
            return new Worker() {
                @Override
                public Exit await(Event.Sink events) throws IOException {
                    org.podium.pipeline.stage.Worker.work(jobFile, events);
                    return new Exit(0, "");
                }

                @Override
                public void kill() {}
            };
        }
    }

    private ProbeStage stage(Launcher launcher, String models) throws IOException {
        Path folder = Files.createDirectories(root.resolve("data"));
        Competition competition =
                CompetitionFile.read(Files.writeString(folder.resolve("competition.yaml"), """
                task: image-classification
                metric: accuracy
                train: {csv: train.csv, image: image, label: label}
                test: {csv: test.csv, image: image}
                """), List.of());
        Path file = Files.writeString(folder.resolve("recipe.yaml"), """
                seed: 3
                folds: {kind: stratified, k: 4}
                precision: fp32
                device: cpu
                workers: 2
                threads: 1
                defaults:
                  network: resnet10
                  width: 0.125
                  epochs: 4
                  batch-size: 8
                  augment: [{resize: {size: 32, square: true}}, horizontal-flip]
                  view: [{resize: {size: 32, square: true}}]
                  mean: [0.5, 0.5, 0.5]
                  sd: [0.25, 0.25, 0.25]
                models:
                """ + models);
        Recipe recipe = RecipeFile.read(file, List.of());
        RunConfig config = new RunConfig(folder.toString(), competition, recipe);
        RunFolder run = new RunFolder(root.resolve("run"));
        write(run, TinyProblem.images(folder, ROWS));
        Files.writeString(run.config(), config.toYaml());
        return new ProbeStage(config, run, launcher, List.of("cpu"));
    }

    /** What the stages before it leave. */
    private void write(RunFolder run, ImageRows images) throws IOException {
        List<String> labels =
                IntStream.range(0, ROWS).mapToObj(i -> CLASSES.get(i % 2)).toList();
        List<String> none = Collections.nCopies(ROWS, "");
        RowTable table = new RowTable(images.ids(), images.files(), none, labels, none, none, Map.of());
        table.write(run.file(RowTable.TRAIN));
        new Inventory(CLASSES, List.of(20, 20), ROWS, 10, Map.of(), Map.of()).write(run.file(Inventory.FILE));
        Rows rows = Rows.of(images.ids(), table.classes(CLASSES), 2);
        FoldTable.write(run.file(FoldTable.FILE), images.ids(), new StratifiedKFold(4).split(rows, 1));
    }

    @Test
    void aSoundModelHasAChecklistAndAForecast() throws IOException, InterruptedException {
        ProbeStage stage = stage(new InProcess(), "  - {name: tiny, lr: 3e-3}\n");
        stage.run(nobody);
        assertThat(stage.lines())
                .extracting(CheckLine::name)
                .contains("first loss", "overfitting one batch", "learning rate")
                .endsWith("run time", "run memory");
        assertThat(stage.lines())
                .filteredOn(line -> line.status() == Status.FAILED)
                .isEmpty();
        assertThat(stage.lines())
                .filteredOn(line -> line.name().equals("run time"))
                .extracting(CheckLine::finding)
                .allMatch(text -> text.contains("with 2 workers at a time"));
        Path run = root.resolve("run");
        assertThat(stage.writes()).containsExactly("preflight/tiny.json");
        assertThat(run.resolve("preflight")).isDirectoryContaining("glob:**tiny.json");
        assertThat(run.resolve("preflight").toFile().list()).containsExactly("tiny.json");
        assertThat(PreflightResult.read(run.resolve("preflight/tiny.json")).lines())
                .hasSize(8);
    }

    @Test
    void eachOfSeveralModelsIsNamedAndTimedAlone() throws IOException, InterruptedException {
        ProbeStage stage = stage(new InProcess(), "  - {name: one, lr: 3e-3}\n  - {name: two, lr: 1e-9}\n");
        stage.run(nobody);
        assertThat(launched).hasSize(2);
        assertThat(stage.lines())
                .filteredOn(line -> line.status() == Status.FAILED)
                .extracting(CheckLine::name)
                .contains("two: learning rate")
                .noneMatch(name -> name.startsWith("one"));
        assertThat(stage.lines())
                .filteredOn(line -> line.name().equals("run time"))
                .hasSize(1);
        assertThat(stage.peakMemory()).isNotNegative();
    }

    @Test
    void aWorkerThatDiesLeavesNothing() throws IOException {
        Launcher dying = (file, settings) -> new Launcher.Worker() {
            @Override
            public Launcher.Exit await(Event.Sink events) {
                return new Launcher.Exit(134, "out of memory");
            }

            @Override
            public void kill() {}
        };
        ProbeStage stage = stage(dying, "  - {name: tiny}\n");
        assertThatThrownBy(() -> stage.run(nobody))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageContaining("tiny");
        assertThat(root.resolve("run/preflight")).isEmptyDirectory();
    }

    /** A run makes no probes, but says this much in the same words. */
    @Test
    void normalisationThatIsNotThatOfTheWeightsIsKnownWithoutAProbe() throws IOException {
        Path file = Files.writeString(root.resolve("recipe.yaml"), """
                defaults: {network: resnet10, weights: podium/resnet10}
                models:
                  - {name: own}
                  - {name: swapped, mean: [0.229, 0.224, 0.225], sd: [0.485, 0.456, 0.406]}
                  - {name: scratch, weights: ~, mean: [0.5, 0.5, 0.5]}
                """);
        List<CheckLine> lines = ProbeStage.normalisation(RecipeFile.read(file, List.of()));
        assertThat(lines).extracting(CheckLine::name).containsExactly("own: normalisation", "swapped: normalisation");
        assertThat(CheckReport.warnings(lines))
                .singleElement()
                .asString()
                .startsWith(
                        "check     warning: swapped: normalisation: mean and sd look swapped: mean [0.229, 0.224, 0.225]")
                .contains("podium/resnet10");
    }

    @Test
    void whatTrainingDependsOnItDependsOn() throws IOException {
        ProbeStage slow = stage(new InProcess(), "  - {name: tiny, lr: 1e-4}\n");
        ProbeStage fast = stage(new InProcess(), "  - {name: tiny, lr: 1e-2}\n");
        // A verdict that a busy machine gave does not stay.
        assertThat(slow.timed()).isTrue();
        assertThat(slow.settings()).isNotEqualTo(fast.settings());
        assertThat(slow.reads()).contains(RowTable.TRAIN, FoldTable.FILE, Inventory.FILE);
    }
}
