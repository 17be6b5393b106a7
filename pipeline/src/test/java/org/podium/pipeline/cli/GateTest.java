package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What comes before a run notices what has changed, and leaves runs alone. */
@ExtendWith(FinishedRun.Resolver.class)
class GateTest {
    @TempDir
    private Path temporary;

    private Cli.Result call(String command, TinyCompetition competition, Object... more) {
        Object[] arguments = new Object[4 + more.length];
        arguments[0] = command;
        arguments[1] = competition.folder();
        arguments[2] = "--runs";
        arguments[3] = temporary.resolve("runs");
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Cli.call(arguments);
    }

    @Test
    void columnsThatSwapTheirNamesAreReadAgain() throws Exception {
        TinyCompetition competition = RichCompetition.in(temporary.resolve("rich"));
        assertThat(call("split", competition).status()).isZero();
        competition.change("data/train.csv", "plant,taken,site,age", "plant,taken,age,site");
        assertThat(call("split", competition).lines("read "))
                .singleElement()
                .asString()
                .endsWith(" s");
    }

    @Test
    void aRunThatIsFinishedKeepsItsFolds(FinishedRun finished) throws Exception {
        Path run = finished.copy(temporary, "kept");
        Map<String, String> before = Folders.content(run);
        for (String command : new String[] {"split", "check", "adversarial"}) {
            Cli.Result result = Cli.call(
                    command,
                    finished.competition().folder(),
                    "--runs",
                    run.getParent().getParent(),
                    "--name",
                    "kept",
                    "--set",
                    "folds.k=3");
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .isEqualTo("podium: --name: " + run + " is the folder of a run; choose another name\n");
        }
        assertThat(Folders.content(run)).isEqualTo(before);
    }

    @Test
    void foldsThatCannotBeAreToldBeforeImagesAreRead() throws Exception {
        TinyCompetition competition = TinyCompetition.in(temporary.resolve("tiny"));
        Files.writeString(competition.folder().resolve("data/train/red-0.png"), "no image");
        Cli.Result groups = call("split", competition, "--set", "folds.kind=group");
        assertThat(groups.err())
                .isEqualTo("podium: folds.kind is group, but the competition names no group column; "
                        + "add 'group: <column>' under train, or use stratified\n");
        assertThat(groups.status()).isEqualTo(2);
    }

    @Test
    void aFoldOfOneTrainingRowIsRefused() throws Exception {
        TinyCompetition competition = RichCompetition.in(temporary.resolve("rich"));
        Cli.Result result = call("split", competition, "--set", "folds={kind: time-series, k: 3, window: 1}");
        assertThat(result.err()).isEqualTo("podium: folds: fold 0 would train on 1 row, at least two are needed\n");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void aSampleThatIsPutRightIsCheckedAgain() throws Exception {
        TinyCompetition competition = TinyCompetition.in(temporary.resolve("tiny"));
        competition.change("data/sample_submission.csv", ",red", ",0");
        Object[] one = {"--set", "models=[{name: one}]"};
        assertThat(call("check", competition, one).lines("warned   labels and sample"))
                .hasSize(1);
        competition.change("data/sample_submission.csv", ",0", ",blue");
        assertThat(call("check", competition, one).lines("passed   labels and sample"))
                .hasSize(1);
    }
}
