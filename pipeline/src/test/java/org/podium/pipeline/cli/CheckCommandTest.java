package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code podium check}: the checklist, what it leaves, and what it need not do again. */
class CheckCommandTest {
    private static final List<String> DATA = List.of(
            "images",
            "classes",
            "folds",
            "labels and sample",
            "label order",
            "labels belong to their images",
            "metric",
            "dry submission");
    private static final List<String> LEAKS = List.of(
            "exact duplicates",
            "near duplicates",
            "mirrored duplicates",
            "duplicates in test",
            "conflicting labels",
            "columns that tell the target",
            "ids",
            "row order",
            "groups",
            "time");
    private static final List<String> PROBES = List.of(
            "normalisation",
            "training and evaluation transforms",
            "training and evaluation mode",
            "first loss",
            "overfitting one batch",
            "label order at prediction",
            "saved and reloaded weights",
            "learning rate");
    private static final List<String> FORECAST = List.of("run time", "run memory");

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition good;
    private static Cli.Result first;

    private TinyCompetition competition;

    @BeforeAll
    static void checkOnce() throws Exception {
        good = TinyCompetition.in(shared.resolve("good"));
        good.change("recipe.yaml", "  - {name: two, lr: 1e-3}\n", "");
        first = Cli.run("check", good.folder(), "--runs", shared.resolve("runs"));
    }

    @BeforeEach
    void copy() throws Exception {
        competition = good.copy(temporary.resolve("competition"));
    }

    /** A copy of what the first check left. */
    private Path folder() throws Exception {
        Path folder = temporary.resolve("runs/tiny/check");
        if (!Files.exists(folder)) {
            Files.createDirectories(folder.getParent());
            Folders.copy(shared.resolve("runs/tiny/check"), folder);
        }
        return folder;
    }

    private Object[] again(Object... options) throws Exception {
        folder();
        return Stream.concat(Stream.of("check", good.folder(), "--runs", temporary.resolve("runs")), Stream.of(options))
                .toArray();
    }

    private static List<String> stages(Cli.Result result) {
        return result.out()
                .lines()
                .filter(line -> line.matches("(read|duplicates|split|check|probe) +(unchanged|[0-9.]+ s)"))
                .map(line -> line.replaceAll(" +", " ").replaceAll("[0-9.]+ s$", "done"))
                .toList();
    }

    @Test
    void aGoodCompetitionHasEveryLineAndNoneThatFailed() throws Exception {
        assertThat(first.status()).as(first.err() + first.out()).isZero();
        assertThat(first.err()).isEmpty();
        List<String> names =
                Stream.of(DATA, LEAKS, PROBES, FORECAST).flatMap(List::stream).toList();
        List<String> lines = first.out()
                .lines()
                .filter(line -> line.matches("(passed|warned|skipped|FAILED) .*"))
                .toList();
        assertThat(lines.stream().map(line -> line.substring(9).replaceAll(" {2,}.*", "")))
                .isEqualTo(names);
        // The file names of this competition do tell the class, and there are no further columns.
        assertThat(lines.stream()
                        .filter(line -> !line.startsWith("passed"))
                        .map(line -> line.replaceAll("^(\\w+ +\\S+(?: \\S+)*) {2,}.*", "$1")))
                .containsExactly(
                        "skipped  columns that tell the target", "warned   ids", "skipped  groups", "skipped  time");
        assertThat(first.out()).contains("\n24 passed, 1 warned, 0 failed, 3 skipped\nfigures in ");

        Path folder = shared.resolve("runs/tiny/check");
        ObjectMapper json = new ObjectMapper();
        JsonNode report = json.readTree(folder.resolve("check.json").toFile());
        assertThat(names(report.get("data"))).isEqualTo(DATA);
        assertThat(names(report.get("leaks"))).isEqualTo(LEAKS);
        JsonNode probes = json.readTree(folder.resolve("preflight/one.json").toFile());
        assertThat(names(probes.get("lines"))).isEqualTo(PROBES);
        assertThat(probes.get("model").asText()).isEqualTo("one");
        assertThat(probes.get("speed")).isNotEmpty();
        assertThat(folder.resolve("models")).doesNotExist();
        assertThat(folder.resolve("preflight").toFile().list()).containsExactly("one.json");
    }

    private static List<String> names(JsonNode lines) {
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .map(i -> lines.get(i).get("name").asText())
                .toList();
    }

    @Test
    void whatHasNotChangedIsNotLookedAtAgain() throws Exception {
        Map<String, String> before = Folders.content(folder());
        Cli.Result result = Cli.call(again());
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(stages(result))
                .containsExactly(
                        "read unchanged",
                        "duplicates unchanged",
                        "split unchanged",
                        "check unchanged",
                        "probe unchanged");
        assertThat(Folders.content(folder())).isEqualTo(before);
        assertThat(result.lines("passed")).isEqualTo(first.lines("passed"));
    }

    @Test
    void anotherPolicyIsNoReasonToProbeAgain() throws Exception {
        Cli.Result result = Cli.call(again("--set", "leakage=fail"));
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(stages(result))
                .containsExactly(
                        "read unchanged", "duplicates unchanged", "split unchanged", "check done", "probe unchanged");
    }

    @Test
    void anotherRateIsProbedAlone() throws Exception {
        Cli.Result result = Cli.run(again("--set", "models[0].lr=10"));
        assertThat(stages(result))
                .containsExactly(
                        "read unchanged", "duplicates unchanged", "split unchanged", "check unchanged", "probe done");
        assertThat(result.lines("FAILED")).singleElement().asString().matches("FAILED +learning rate +10.0 is .*");
        assertThat(result.out()).contains(" 1 failed, ");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void aCorruptImageAndTheClassicRateForFineTuningAreTold() throws Exception {
        Path image = competition.folder().resolve("data/train/green-2.png");
        Files.write(image, Arrays.copyOf(Files.readAllBytes(image), 1000));
        Cli.Result result = Cli.run(
                "check",
                competition.folder(),
                "--runs",
                temporary.resolve("runs"),
                "--set",
                "on-bad-image=skip",
                "--set",
                "models=[{name: tuned, weights: podium/resnet10, width: 1, optimizer: sgd, lr: 0.1}]");
        assertThat(result.lines("warned   images"))
                .singleElement()
                .asString()
                .contains("47 training and 9 test images open", "1 cannot be decoded: 'train/green-2.png'");
        assertThat(result.out().lines().filter(line -> line.matches("(FAILED|warned) +learning rate .*")))
                .singleElement()
                .asString()
                .contains("0.1 is ", "fine-tuning", "sgd");
        JsonNode inventory = new ObjectMapper()
                .readTree(
                        temporary.resolve("runs/tiny/check/rows/inventory.json").toFile());
        assertThat(inventory.get("skipped_train").get("train/green-2.png").asText())
                .endsWith("the image is truncated");
    }

    @Test
    void aBrokenKeyIsOneLineAndLeavesNothing() throws Exception {
        competition.change("recipe.yaml", "batch-size: 8", "batchsize: 8");
        Cli.Result result = Cli.call("check", competition.folder(), "--runs", temporary.resolve("runs"));
        assertThat(result.err())
                .isEqualTo("podium: " + competition.folder()
                        + "/recipe.yaml:9: defaults.batchsize: unknown key; did you mean 'batch-size'?\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(temporary.resolve("runs")).doesNotExist();
    }

    @Test
    void anUnreadableImageThatMayNotBeSkippedLeavesNothing() throws Exception {
        Files.writeString(competition.folder().resolve("data/train/green-2.png"), "no image");
        Cli.Result result = Cli.call("check", competition.folder(), "--runs", temporary.resolve("runs"));
        assertThat(result.err())
                .startsWith("podium: training row train/green-2.png: ")
                .hasLineCount(2);
        assertThat(result.status()).isEqualTo(2);
        assertThat(temporary.resolve("runs/tiny/check")).doesNotExist();
    }
}
