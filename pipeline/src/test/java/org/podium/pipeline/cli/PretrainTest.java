package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.PretrainingFile;
import org.podium.pipeline.run.Hashes;

/** {@code podium pretrain}. */
class PretrainTest {
    private static final String CONFIG = """
            seed: 4
            sets:
              - {name: photos, folder: photos}
              - {name: drawn, drawn: {classes: 3, per-class: 8, size: 32}}
            holdout: 0.25
            precision: fp32
            threads: 1
            model:
              network: resnet10
              width: 0.125
              epochs: 2
              batch-size: 8
              augment: [random-resized-crop: {size: 32}, horizontal-flip]
              view: [resize: {size: 32}, center-crop: {size: 32}]
            """;

    @TempDir
    private Path folder;

    @Test
    void weightsWithTheirManifestThatARecipeStartsFrom() throws Exception {
        config();
        Path out = folder.resolve("out/one");
        Cli.Result result = pretrain("--out", out);
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.lines("images")).containsExactly("images    40 in 5 classes");
        assertThat(Files.readAllLines(out.resolve("history.csv"))).hasSize(3);
        assertThat(Files.readAllLines(out.resolve("images.csv"))).hasSize(41);

        Path weights = out.resolve("weights.safetensors");
        JsonNode manifest =
                new ObjectMapper().readTree(out.resolve("manifest.json").toFile());
        assertThat(manifest.get("weights").asText()).isEqualTo(Hashes.of(weights));
        assertThat(manifest.get("sets").get("photos").get("images").asInt()).isEqualTo(16);
        assertThat(manifest.get("sets").get("drawn").get("held_out").asInt()).isEqualTo(6);
        assertThat(manifest.get("start_weights")).isEmpty();
        assertThat(manifest.toString()).as("nothing of this machine's places").doesNotContain(folder.toString());

        // Half precision: two bytes a number, and the header.
        assertThat(Files.size(weights)).isBetween(2L * 77_000, 2L * 90_000);
        TinyCompetition.in(folder.resolve("tiny"));
        Cli.Result run = Cli.run(
                "run",
                folder.resolve("tiny"),
                "--runs",
                folder.resolve("runs"),
                "--set",
                "defaults.weights=" + weights);
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void theSameConfigurationGivesTheSameWeightsFromDrawingsThatAreKept() throws Exception {
        config();
        assertThat(pretrain("--out", folder.resolve("out/one"), "--set", "model.epochs=1")
                        .status())
                .isZero();
        Path drawn;
        try (Stream<Path> sets = Files.list(folder.resolve("out/drawn"))) {
            drawn = sets.toList().get(0);
        }
        FileTime before = Files.getLastModifiedTime(drawn.resolve("0001-fractal/00000.jpg"));
        assertThat(pretrain("--out", folder.resolve("out/two"), "--set", "model.epochs=1")
                        .status())
                .isZero();
        assertThat(folder.resolve("out/two/weights.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("out/one/weights.safetensors"));
        assertThat(Files.getLastModifiedTime(drawn.resolve("0001-fractal/00000.jpg")))
                .isEqualTo(before);
    }

    @Test
    void weightsThatAreThereAreNotOverwritten() throws Exception {
        config();
        Path weights = folder.resolve("out/weights.safetensors");
        Files.createDirectories(weights.getParent());
        Files.writeString(weights, "hours of work");
        Cli.Result result = Cli.call("pretrain", folder.resolve("config.yaml"), "--out", folder.resolve("out"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("podium: " + weights + ": these weights are there already; choose another");
        assertThat(weights).hasContent("hours of work");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sets[1].drawn.clases=4 | unknown key; did you mean 'classes'?",
                "sets[1].folder=photos | expected one of folder and drawn",
                "sets[1].name=photos | two sets are named 'photos'",
                "sets[0].folder=nowhere | nowhere: no such data folder",
                "sets[0].folder=photos/red | this image is in no class",
                "holdout=1 | expected a share between 0 and 1",
                "holdout=0.001 | holdout: a hold-out of 0.001",
                "model.width=0 | expected more than 0, at most 8",
                "model.weights=none.safetensors | there is no file",
            })
    void mistakesAreToldInOneLine(String setting, String message) throws Exception {
        config();
        Cli.Result result = Cli.call(
                "pretrain",
                folder.resolve("config.yaml"),
                "--out",
                folder.resolve("out/one"),
                "--set",
                setting,
                "--set",
                "sets[1].drawn.per-class=2");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().lines().toList()).hasSize(1).first().asString().contains(message);
    }

    /** What the shipped weights are made from is read like any other. */
    @Test
    void theShippedConfigurationIsValid() {
        Path file = Path.of("../competitions/pretrain/resnet10.yaml");
        assertThat(PretrainingFile.read(file, List.of()).model().network()).isEqualTo("resnet10");
    }

    private void config() throws IOException {
        TinyCompetition files = new TinyCompetition(folder);
        files.file("config.yaml", CONFIG);
        for (int i = 0; i < 8; i++) {
            files.draw("photos/red/" + i + ".png", 0, i);
            files.draw("photos/green/" + i + ".png", 1, 100 + i);
        }
    }

    private Cli.Result pretrain(Object... options) throws Exception {
        return Cli.run(Stream.concat(Stream.of("pretrain", folder.resolve("config.yaml")), Stream.of(options))
                .toArray());
    }
}
