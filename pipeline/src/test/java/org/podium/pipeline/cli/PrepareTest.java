package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.stage.Run;

/** What is settled before there is anything of a run. */
class PrepareTest {
    @TempDir
    private Path temporary;

    private TinyCompetition competition;

    @BeforeEach
    void draw() throws Exception {
        competition = TinyCompetition.in(temporary.resolve("tiny"));
    }

    private Run prepare(String... settings) throws Exception {
        return prepare(Optional.empty(), settings);
    }

    private Run prepare(Optional<Path> recipe, String... settings) throws Exception {
        Run.Order order = new Run.Order(
                competition.folder(), recipe, List.of(settings), temporary.resolve("runs"), Optional.empty());
        return Run.prepare(order, new Silence());
    }

    private record Silence() implements Display {
        @Override
        public void line(String text) {}

        @Override
        public Task task(String label) {
            throw new UnsupportedOperationException("nothing here takes long");
        }
    }

    /** Each job alone on the machine gets all its cores. */
    @Test
    void threadsFollowTheFoldsThatAFileHas() throws Exception {
        String lines = competition.trainLines().stream()
                .map(line -> line.replaceAll(",.*", line.contains("-1.png") ? ",0" : ",-1"))
                .collect(Collectors.joining());
        competition.file("folds.csv", "id,fold\n" + lines);
        competition.file(
                "one.yaml", TinyCompetition.RECIPE.replace("threads: 1\n", "").replaceAll(".*name: two.*\n", ""));
        Run run = prepare(Optional.of(Path.of("one.yaml")), "folds.file=folds.csv", "device=cpu");
        assertThat(run.config().recipe().threads())
                .contains(Runtime.getRuntime().availableProcessors());
        assertThat(run.config().recipe().workers()).contains(1);
    }

    @Test
    void aSampleThatDoesNotFitIsToldBeforeThereIsAFolder() throws Exception {
        competition.file("data/sample_submission.csv", "image,label\n");
        assertThatThrownBy(this::prepare)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no line for the test row");
        assertThat(temporary.resolve("runs")).doesNotExist();
    }

    @Test
    void theNameOfARecipeBecomesOneOfAFolder() throws Exception {
        competition.file("my best recipe (2).yaml", TinyCompetition.RECIPE);
        Run run = prepare(Optional.of(Path.of("my best recipe (2).yaml")));
        assertThat(run.folder().root().getFileName().toString()).endsWith("-my-best-recipe--2-");
    }

    @Test
    void dataWithoutTheMarkOfADrawingIsTheUsersOwn() throws Exception {
        competition.change("competition.yaml", "train: {", "generate: {generator: leaves, seed: 2}\ntrain: {");
        assertThat(prepare().config().competition().generate()).isPresent();
        assertThat(Files.exists(competition.folder().resolve("data/.generated")))
                .isFalse();
    }
}
