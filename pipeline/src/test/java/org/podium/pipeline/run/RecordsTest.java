package org.podium.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.error.UserError;

/** What is written as JSON comes back as it was; and hashes. */
class RecordsTest {
    @TempDir
    private Path folder;

    static List<Event> events() {
        return List.of(
                new Event.Progress(3, 1L << 40, "epoch 1/3  loss 0.5", true),
                new Event.Progress(0, 1, "", false),
                new Event.Warning("line one\nline two \"quoted\" \\ größer 図"),
                new Event.Mistake("data/ü.jpg: the image is truncated"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsOneLineOfAsciiAndComesBack(Event event) {
        String line = event.toLine();
        assertThat(line).doesNotContain("\n").matches("\\p{ASCII}+");
        assertThat(Event.parse(line)).contains(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OpenBLAS warning: precompiled NUM_THREADS exceeded",
                "{\"event\":\"progress\",\"done\":3",
                "{\"event\":\"dance\",\"text\":\"x\"}",
                "{\"text\":\"x\"}",
                " {\"event\":\"warning\",\"text\":\"x\"}"
            })
    void anyOtherLineIsNoEvent(String line) {
        assertThat(Event.parse(line)).isEmpty();
    }

    @Test
    void aManifestsStagesComeBack() throws IOException {
        RunFolder run = new RunFolder(folder);
        assertThat(Manifest.stagesOf(run)).isEmpty();
        Manifest.Entry split = new Manifest.Entry("f1", Map.of("a", "1", "b", "2"), Map.of("folds.csv", "3"), 1.5, 0);
        Manifest.Entry train = new Manifest.Entry("f2", Map.of(), Map.of("w", "4"), 100, 812);
        Manifest manifest = new Manifest("code", -5, 2, Map.of("java", "17"), Map.of())
                .with("train", train)
                .with("split", split);
        manifest.write(run);
        assertThat(Manifest.stagesOf(run)).containsExactly(Map.entry("train", train), Map.entry("split", split));
        // A stage done again moves to the end.
        manifest.with("train", split).write(run);
        assertThat(Manifest.stagesOf(run)).containsExactly(Map.entry("split", split), Map.entry("train", split));
        assertThat(run.manifest()).content().contains("\"peak_memory_mib\"").contains("\"seed\" : -5");
    }

    @Test
    void anOutcomeComesBack() throws IOException {
        Outcome outcome = new Outcome(3, 7, 0.25, 0.9, 12.5);
        Path file = folder.resolve("outcome.json");
        outcome.write(file);
        assertThat(Outcome.read(file)).isEqualTo(outcome);
        assertThat(file).content().contains("best_epoch", "valid_loss", "valid_metric");
    }

    @Test
    void aJobComesBack() throws IOException {
        Job job = new Job(Job.Kind.PREDICT, "resnet18", 4, "cuda:1", "abc");
        Path file = folder.resolve("job.json");
        job.write(file);
        assertThat(Job.read(file)).isEqualTo(job);
    }

    @Test
    void aFinishedJobVouchesForWhatItLeft() throws IOException {
        Job job = new Job(Job.Kind.TRAIN, "resnet18", 0, "cpu", "abc");
        Files.writeString(folder.resolve("weights"), "1 2 3");
        assertThat(job.left(folder)).isFalse();
        Job finished = job.finished(folder, List.of("weights"));
        assertThat(finished.left(folder)).isTrue();
        Files.writeString(folder.resolve("weights"), "1 2 4");
        assertThat(finished.left(folder)).isFalse();
        Files.delete(folder.resolve("weights"));
        assertThat(finished.left(folder)).isFalse();
    }

    @Test
    void oneProcessAtATimeWorksInARunFolder() throws IOException {
        RunFolder run = new RunFolder(folder);
        try (LoggedDisplay first = new LoggedDisplay(new Silence(), run)) {
            assertThatThrownBy(() -> new LoggedDisplay(new Silence(), run))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another podium is at work in this run");
            first.line("done");
        }
        try (LoggedDisplay second = new LoggedDisplay(new Silence(), run)) {
            second.keep("again");
        }
        assertThat(Files.readAllLines(run.log())).hasSize(2).allMatch(line -> line.matches(".*  (done|again)"));
    }

    private static final class Silence implements Display {
        @Override
        public void line(String text) {
            // Nobody looks.
        }

        @Override
        public Task task(String label) {
            throw new AssertionError("no task was asked for");
        }
    }

    /** FIPS 180-2, appendix B, and the empty message. */
    @Test
    void hashesAreSha256() throws IOException {
        assertThat(Hashes.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Hashes.of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        byte[] million = new byte[1_000_000];
        Arrays.fill(million, (byte) 'a');
        Path file = Files.write(folder.resolve("million"), million);
        assertThat(Hashes.of(file)).isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        assertThat(Hashes.of(new String(million, StandardCharsets.US_ASCII))).isEqualTo(Hashes.of(file));
    }
}
