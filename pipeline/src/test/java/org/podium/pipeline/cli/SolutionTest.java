package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The solution is for {@code podium score} alone. */
@ExtendWith(FinishedRun.Resolver.class)
class SolutionTest {
    @TempDir
    private Path temporary;

    /** Who opens a named pipe that nobody writes to waits for ever: scoring does, running does not. */
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "skipped: Windows has no named pipes among its files")
    void aRunNeverOpensIt() throws Exception {
        TinyCompetition competition = TinyCompetition.in(temporary.resolve("competition"));
        competition.change("competition.yaml", "kept-elsewhere.csv", "solution.csv");
        Path pipe = competition.folder().resolve("data/solution.csv");
        int made = new ProcessBuilder("mkfifo", pipe.toString())
                .inheritIO()
                .start()
                .waitFor();
        assumeTrue(made == 0, "skipped: there is no mkfifo");
        Cli.Result result = Cli.run(
                "run",
                competition.folder(),
                "--runs",
                temporary,
                "--name",
                "blind",
                "--set",
                "folds.kind=holdout",
                "--set",
                "models=[{name: one}]");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("podium score " + temporary.resolve("tiny/blind"));

        Cli.Running scoring = Cli.start("score", temporary.resolve("tiny/blind"));
        assertThat(scoring.process().waitFor(4, TimeUnit.SECONDS))
                .as("scoring opens the pipe; or else this test proves nothing")
                .isFalse();
        Files.writeString(pipe, "image,label\n" + String.join(",red\n", competition.testIds()) + ",red\n");
        assertThat(scoring.await().status()).isZero();
    }

    @Test
    void everyScoreIsAppended(FinishedRun finished) throws Exception {
        Path run = finished.copy(temporary, "scored");
        List<List<String>> submitted =
                SubmissionRows.read(run.resolve("submission.csv")).rows();
        Path allRight = temporary.resolve("right.csv");
        Path allButTwo = temporary.resolve("wrong.csv");
        StringBuilder right = new StringBuilder("image,label\n");
        StringBuilder wrong = new StringBuilder("image,label\n");
        for (int i = 0; i < submitted.size(); i++) {
            String label = submitted.get(i).get(1);
            right.append(submitted.get(i).get(0)).append(',').append(label).append('\n');
            String other = TinyCompetition.CLASSES.get((TinyCompetition.CLASSES.indexOf(label) + 1) % 3);
            wrong.append(submitted.get(i).get(0))
                    .append(',')
                    .append(i < 2 ? other : label)
                    .append('\n');
        }
        Files.writeString(allRight, right);
        Files.writeString(allButTwo, wrong);

        Cli.Result first = Cli.call("score", run, "--solution", allRight);
        assertThat(first.out())
                .startsWith("accuracy 1.00000 on 9 rows of right.csv\n")
                .containsPattern("the networks of one fold alone: [01]\\.\\d{5} \\(mean of 2 folds, ");
        assertThat(first.status()).isZero();
        Cli.Result second = Cli.run("score", run, "--solution", allButTwo);
        assertThat(second.out()).startsWith("accuracy 0.77778 on 9 rows of wrong.csv\n");
        assertThat(second.status()).isZero();

        JsonNode before = new ObjectMapper()
                .readTree(finished.run().resolve("scores.json").toFile());
        JsonNode scores = new ObjectMapper().readTree(run.resolve("scores.json").toFile());
        assertThat(before.get("solutions")).isEmpty();
        assertThat(scores.get("models")).isEqualTo(before.get("models"));
        assertThat(scores.get("solutions")).hasSize(2);
        assertThat(scores.get("solutions").get(0).get("score").asDouble()).isEqualTo(1);
        assertThat(scores.get("solutions").get(1).get("solution").asText()).isEqualTo("wrong.csv");
        assertThat(scores.get("solutions").get(1).get("score").asDouble()).isEqualTo(7.0 / 9);
    }

    @Test
    void whatCannotBeScoredIsTold(FinishedRun finished) throws Exception {
        Path run = finished.copy(temporary, "unscored");
        String before = Files.readString(run.resolve("scores.json"));
        Cli.Result missing = Cli.call("score", run);
        assertThat(missing.err())
                .isEqualTo("podium: " + finished.competition().folder() + "/data/kept-elsewhere.csv: no such file\n");
        assertThat(missing.status()).isEqualTo(2);
        Path incompleteFile = Files.writeString(temporary.resolve("short.csv"), "image,label\ntest/red-0.png,red\n");
        Cli.Result incomplete = Cli.call("score", run, "--solution", incompleteFile);
        assertThat(incomplete.err())
                .startsWith("podium: the solution has no label for the test row 'test/blue-2.png'\n")
                .endsWith("and 5 more with no label\n");
        assertThat(incomplete.status()).isEqualTo(2);
        Cli.Result noRun = Cli.call("score", temporary);
        assertThat(noRun.err())
                .isEqualTo("podium: " + temporary
                        + ": there is no submission.csv in it; is it the folder of a finished run?\n");
        assertThat(Files.readString(run.resolve("scores.json"))).isEqualTo(before);
    }
}
