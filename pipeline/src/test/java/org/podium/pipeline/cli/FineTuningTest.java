package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.SharedData;

/** {@code competitions/hymenoptera} as it is shipped, but with one fold and two epochs. */
class FineTuningTest {
    @TempDir
    private Path temporary;

    /** Always naming the same class gives 0.50. */
    @Test
    void pretrainedWeightsInTorchsOldFormatMakeAGoodStart() throws Exception {
        Path data = SharedData.folder("hymenoptera");
        Path weights = SharedData.folder("weights-mobilenetv1-025").resolve("model_best.pth.tar");
        Cli.Result result = Cli.run(
                "run",
                Path.of("../competitions/hymenoptera"),
                "--runs",
                temporary,
                "--name",
                "short",
                "--workers",
                1,
                "--threads",
                1,
                "--set",
                "competition.data=" + data,
                "--set",
                "defaults.weights=" + weights,
                "--set",
                "defaults.epochs=2",
                "--set",
                "folds.kind=holdout");
        assertThat(result.status()).as(result.err()).isZero();
        Path run = temporary.resolve("hymenoptera/short");
        JsonNode scores = new ObjectMapper().readTree(run.resolve("scores.json").toFile());
        assertThat(scores.get("blend").get("oof").asDouble()).isGreaterThan(0.75);

        SubmissionRows submission = SubmissionRows.read(run.resolve("submission.csv"));
        List<String> truth = new ArrayList<>(List.of("image,insect"));
        submission.ids().forEach(id -> truth.add(id + "," + id.substring(0, id.indexOf('/'))));
        Path solution = Files.write(temporary.resolve("solution.csv"), truth);
        Cli.Result scored = Cli.call("score", run, "--solution", solution);
        assertThat(scored.out()).matches("accuracy \\d\\.\\d{5} on 80 rows of solution\\.csv\\R");
        assertThat(Double.parseDouble(scored.out().split(" ")[1])).isGreaterThan(0.75);
    }
}
