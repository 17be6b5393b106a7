package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.run.Hashes;

/** Whole runs: what they leave, what they repeat to the byte, and what they need not do again. */
@ExtendWith(FinishedRun.Resolver.class)
class RunTest {
    private static final List<String> STAGES =
            List.of("read", "duplicates", "split", "check", "train", "predict", "ensemble", "submit");

    @TempDir
    private Path temporary;

    @Test
    void aRunLeavesTheFolderThatIsPromised(FinishedRun finished) throws Exception {
        assertThat(finished.result().status()).as(finished.result().err()).isZero();
        assertThat(finished.result().err()).isEmpty();
        assertThat(finished.run())
                .isDirectoryContaining("glob:**/config.yaml")
                .isDirectoryContaining("glob:**/manifest.json")
                .isDirectoryContaining("glob:**/scores.json")
                .isDirectoryContaining("glob:**/ensemble.json")
                .isDirectoryContaining("glob:**/check.json");
        assertThat(finished.run().resolve("models/two/fold-1"))
                .isDirectoryContaining("glob:**/weights.safetensors")
                .isDirectoryContaining("glob:**/history.csv")
                .isDirectoryContaining("glob:**/oof.npy")
                .isDirectoryContaining("glob:**/test.npy")
                .isDirectoryContaining("glob:**/job.json");
        try (Stream<Path> all = Files.walk(finished.run())) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void theSubmissionHasTheSamplesIdsInItsOrder(FinishedRun finished) throws Exception {
        List<String> lines = Files.readAllLines(finished.run().resolve("submission.csv"));
        List<String> sample = Files.readAllLines(finished.competition().folder().resolve("data/sample_submission.csv"));
        assertThat(lines.get(0)).isEqualTo("image,label");
        assertThat(lines.stream().map(line -> line.replaceAll(",.*", "")))
                .isEqualTo(
                        sample.stream().map(line -> line.replaceAll(",.*", "")).toList());
        assertThat(lines.stream().skip(1).map(line -> line.replaceAll(".*,", "")))
                .isSubsetOf(TinyCompetition.CLASSES);
    }

    @Test
    void outOfFoldPredictionsCoverEveryTrainingRowOnce(FinishedRun finished) throws Exception {
        List<String> lines = Files.readAllLines(finished.run().resolve("oof.csv"));
        List<String> rows = Files.readAllLines(finished.competition().folder().resolve("data/train.csv"));
        List<String> ids =
                rows.stream().skip(1).map(line -> line.replaceAll(",.*", "")).toList();
        for (String model : List.of("one", "two")) {
            assertThat(lines.stream()
                            .filter(line -> line.startsWith(model + ","))
                            .map(line -> line.split(",")[1]))
                    .containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void withoutATerminalThereArePlainLinesOnly(FinishedRun finished) {
        String out = finished.result().out();
        assertThat(out).doesNotContain("\u001b").doesNotContain("\r");
        assertThat(finished.result().lines("train two fold 1: epoch 1/1  loss "))
                .hasSize(1);
        assertThat(out)
                .containsPattern("(?m)^one +0 +1/1 +\\d\\.\\d{4} +\\d\\.\\d{4} +\\d+\\.\\d$")
                .containsPattern("(?m)^  blend  \\d\\.\\d{4}  \\(\\d\\.\\d{4} ± \\d\\.\\d{4}\\)$")
                .contains("submission " + finished.run().resolve("submission.csv"));
    }

    @Test
    void oneWorkerGivesTheSameBytes(FinishedRun finished) throws Exception {
        Cli.Result result = run(finished, "alone", "--workers", 1);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(FinishedRun.promised(folder("alone"))).isEqualTo(FinishedRun.promised(finished.run()));
    }

    @Test
    void anotherSeedGivesOtherBytes(FinishedRun finished) throws Exception {
        Cli.Result result = run(finished, "other", "--seed", 4, "--set", "models=[{name: one, lr: 3e-3}]");
        assertThat(result.status()).as(result.err()).isZero();
        for (String file : List.of("folds.csv", "oof.csv", "test.csv", FinishedRun.weights("one", 0))) {
            assertThat(Hashes.of(folder("other").resolve(file)))
                    .as(file)
                    .isNotEqualTo(Hashes.of(finished.run().resolve(file)));
        }
    }

    @Test
    void whatHasNotChangedIsNotDoneAgain(FinishedRun finished) throws Exception {
        Path again = finished.copy(temporary, "again");
        Map<String, String> before = Folders.content(again);
        Cli.Result result = run(finished, "again");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(stages(result))
                .isEqualTo(STAGES.stream().map(s -> s + " unchanged").toList());
        assertThat(Folders.content(again)).isEqualTo(before);
        assertThat(result.lines("submission ")).hasSize(1);
    }

    @Test
    void aTouchedImageIsCheckedAgain(FinishedRun finished) throws Exception {
        finished.copy(temporary, "touched");
        Path image = finished.competition().folder().resolve("data/train/red-0.png");
        FileTime time = Files.getLastModifiedTime(image);
        Files.setLastModifiedTime(image, FileTime.fromMillis(time.toMillis() - 5000));
        try {
            Cli.Result result = run(finished, "touched");
            assertThat(stages(result))
                    .containsExactly(
                            "read done",
                            "duplicates unchanged",
                            "split unchanged",
                            "check unchanged",
                            "train unchanged",
                            "predict unchanged",
                            "ensemble unchanged",
                            "submit unchanged");
        } finally {
            Files.setLastModifiedTime(image, time);
        }
    }

    @Test
    void otherViewsArePredictedWithTheWeightsThatAreThere(FinishedRun finished) throws Exception {
        Path folder = finished.copy(temporary, "views");
        Cli.Result result = run(finished, "views", "--set", "tta.random-crops=0");
        assertThat(stages(result))
                .containsExactly(
                        "read unchanged",
                        "duplicates unchanged",
                        "split unchanged",
                        "check unchanged",
                        "train unchanged",
                        "predict done",
                        "ensemble done",
                        "submit done");
        Map<String, String> before = FinishedRun.promised(finished.run());
        Map<String, String> after = FinishedRun.promised(folder);
        assertThat(after.get("oof.csv")).isNotEqualTo(before.get("oof.csv"));
        assertThat(after.get("test.csv")).isNotEqualTo(before.get("test.csv"));
        assertThat(after.get(FinishedRun.weights("two", 1))).isEqualTo(before.get(FinishedRun.weights("two", 1)));
    }

    @Test
    void onlyTheModelThatChangedIsTrainedAgain(FinishedRun finished) throws Exception {
        Path folder = finished.copy(temporary, "rate");
        Cli.Result result = run(finished, "rate", "--set", "models[1].lr=2e-3");
        assertThat(result.out())
                .contains("train     2 of 4 jobs are done already")
                .contains("predict   2 of 4 jobs are done already");
        assertThat(result.lines("train two fold ")).hasSize(2);
        assertThat(result.lines("train one fold ")).isEmpty();
        for (int fold = 0; fold < 2; fold++) {
            assertThat(Hashes.of(folder.resolve(FinishedRun.weights("one", fold))))
                    .isEqualTo(Hashes.of(finished.run().resolve(FinishedRun.weights("one", fold))));
            assertThat(Hashes.of(folder.resolve(FinishedRun.weights("two", fold))))
                    .isNotEqualTo(Hashes.of(finished.run().resolve(FinishedRun.weights("two", fold))));
        }
    }

    @Test
    void aFileOfAFoldThatWasDamagedIsMadeAgain(FinishedRun finished) throws Exception {
        Path folder = finished.copy(temporary, "damaged");
        Files.writeString(folder.resolve("models/one/fold-1/oof.npy"), "damaged");
        Files.writeString(folder.resolve("models/one/fold-0/predict.json"), "{\"kind\" : \"PRE");
        Files.delete(folder.resolve("models/two/fold-0/test.npy"));
        Cli.Result result = run(finished, "damaged");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("predict   1 of 4 jobs are done already");
        assertThat(stages(result)).contains("train unchanged", "predict done", "submit done");
        for (String file : List.of("models/one/fold-1/oof.npy", "models/two/fold-0/test.npy", "submission.csv")) {
            assertThat(Hashes.of(folder.resolve(file)))
                    .isEqualTo(Hashes.of(finished.run().resolve(file)));
        }
    }

    private Path folder(String name) {
        return temporary.resolve("tiny").resolve(name);
    }

    private Cli.Result run(FinishedRun finished, String name, Object... options) throws Exception {
        Object[] arguments = Stream.concat(
                        Stream.of("run", finished.competition().folder(), "--runs", temporary, "--name", name),
                        Stream.of(options))
                .toArray();
        return Cli.run(arguments);
    }

    /** What became of each stage: unchanged, or done. */
    private static List<String> stages(Cli.Result result) {
        return result.out()
                .lines()
                .filter(line -> line.matches(
                        "(read|duplicates|split|check|train|predict|ensemble|submit) +(unchanged|[0-9.]+ s)"))
                .map(line -> line.replaceAll(" +", " ").replaceAll("[0-9.]+ s$", "done"))
                .toList();
    }
}
