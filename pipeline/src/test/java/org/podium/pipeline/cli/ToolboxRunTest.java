package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.weights.Safetensors;

/** The fine-tuning keys as a user gives them: in a recipe, to a run of worker processes. */
@ExtendWith(FinishedRun.Resolver.class)
class ToolboxRunTest {
    @TempDir
    private Path temporary;

    private static Map<String, Tensor> weights(Path run, String model) throws IOException {
        return Safetensors.read(run.resolve("models/" + model + "/fold-0/weights.safetensors"));
    }

    /** A run of another run's weights, with all kinds of keys at once, and then all that it wrote read again. */
    @Test
    void manyKeysAtOnceAndTakenUpAgain(FinishedRun finished) throws Exception {
        Path runs = temporary.resolve("runs");
        Object[] command = {
            "run",
            finished.competition().folder(),
            "--runs",
            runs,
            "--name",
            "tuned",
            "--set",
            "models=[{name: a, weights: " + finished.run().resolve(FinishedRun.weights("one", 0))
                    + ", epochs: 2, freeze: {stages: 2}, optimizer: {sgd: {momentum: 0.8}}, lr: {base: 0.5, per: 256},"
                    + " head-lr-factor: 2, layer-decay: 0.9, schedule: {step: 1}, accumulate: 2,"
                    + " loss: binary-cross-entropy, class-weights: balanced, label-smoothing: 0.1, dropout: 0.2,"
                    + " mixing: {mixup: 0.2, cutmix: 1.0}, sampling: {class-balanced: 0.5}, average: {ema: 0.9}}]"
        };
        Cli.Result first = Cli.run(command);
        assertThat(first.status()).as(first.err()).isZero();
        Path run = runs.resolve("tiny/tuned");
        Map<String, Tensor> given = Safetensors.read(finished.run().resolve(FinishedRun.weights("one", 0)));
        Map<String, Tensor> tuned = weights(run, "a");
        assertThat(tuned.get("layer1.0.conv1.weight")).isEqualTo(given.get("layer1.0.conv1.weight"));
        assertThat(tuned.get("layer1.0.bn1.running_mean")).isEqualTo(given.get("layer1.0.bn1.running_mean"));
        assertThat(tuned.get("layer4.0.conv1.weight")).isNotEqualTo(given.get("layer4.0.conv1.weight"));

        // The configuration that it wrote is the one it was given: nothing is to be done again.
        Cli.Result second = Cli.run(command);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.lines("train")).noneMatch(line -> line.contains("epoch"));
    }

    @Test
    void aModuleOfTheUsersIsABackbone(FinishedRun finished) throws Exception {
        Path module = Files.copy(golden("vectors.pt"), temporary.resolve("module.pt"));
        Path recipe = Files.writeString(
                temporary.resolve("module.yaml"),
                Files.readString(finished.competition().folder().resolve("recipe.yaml"))
                        .replaceAll(
                                "(?s)models:.*?tta:",
                                "models: [{name: frozen, network: torchscript, backbone: "
                                        + "module.pt, freeze: backbone}, {name: trained, network: torchscript, backbone: "
                                        + "module.pt}]\ntta:"));
        Path runs = temporary.resolve("runs");
        Object[] command = {
            "run", finished.competition().folder(), "--recipe", recipe, "--runs", runs, "--name", "module"
        };
        Cli.Result result = Cli.run(command);
        assertThat(result.status()).as(result.err()).isZero();
        Map<String, Tensor> frozen = weights(runs.resolve("tiny/module"), "frozen");
        Map<String, Tensor> trained = weights(runs.resolve("tiny/module"), "trained");
        assertThat(frozen.keySet()).isEqualTo(trained.keySet()).contains("head.weight");
        assertThat(frozen.entrySet()).anySatisfy(entry -> {
            assertThat(entry.getKey()).startsWith("backbone.");
            assertThat(trained.get(entry.getKey())).isNotEqualTo(entry.getValue());
        });

        Cli.Result export = Cli.call("export", runs.resolve("tiny/module"));
        assertThat(export.status()).as(export.err()).isZero();
        assertThat(runs.resolve("tiny/module/export/trained-fold-1.pt")).isNotEmptyFile();

        Files.delete(module);
        Cli.Result missing = Cli.run(command);
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("backbone of frozen: there is no file " + module);
    }

    private static Path golden(String file) throws URISyntaxException {
        return Path.of(
                ToolboxRunTest.class.getResource("/golden/backbone/" + file).toURI());
    }
}
