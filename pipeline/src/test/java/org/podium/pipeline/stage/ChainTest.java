package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Manifest;
import org.podium.pipeline.run.RunFolder;

class ChainTest {
    @TempDir
    private Path root;

    private final List<String> ran = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** Writes what it reads, behind its settings. */
    private record Copy(String name, String from, String to, String settings, Path root, List<String> ran)
            implements Stage {
        @Override
        public List<String> reads() {
            return List.of(from);
        }

        @Override
        public List<String> writes() {
            return List.of(to);
        }

        @Override
        public List<String> summaries() {
            return List.of(to + ".notes");
        }

        @Override
        public void run(Display display) throws IOException {
            ran.add(name);
            Files.writeString(root.resolve(to), settings + Files.readString(root.resolve(from)));
            Files.writeString(root.resolve(to + ".notes"), "");
        }
    }

    /** Two stages, one upon the other, as a run of their own. */
    private List<String> run(String code, String firstSettings, String secondSettings) throws Exception {
        ran.clear();
        said.clear();
        RunFolder folder = new RunFolder(root);
        Manifest manifest = new Manifest(code, 1, 1, Map.of(), Manifest.stagesOf(folder));
        new Chain(folder, code, manifest, new Lines(said))
                .run(
                        List.of(
                                new Copy("first", "a", "b", firstSettings, root, ran),
                                new Copy("second", "b", "c", secondSettings, root, ran)),
                        List.of());
        return List.copyOf(ran);
    }

    private void input(String text) throws IOException {
        Files.writeString(root.resolve("a"), text);
    }

    @Test
    void runsAStageOnceAndSaysSo() throws Exception {
        input("x");
        assertThat(run("v1", "1", "2")).containsExactly("first", "second");
        assertThat(said).allMatch(line -> line.matches("(first |second)    ?\\d+\\.\\d s"));
        assertThat(run("v1", "1", "2")).isEmpty();
        assertThat(said).containsExactly("first     unchanged", "second    unchanged");
        assertThat(root.resolve("c")).hasContent("21x");
    }

    @Test
    void runsAgainWhatHasOtherInputsSettingsOrCode() throws Exception {
        input("x");
        run("v1", "1", "2");
        assertThat(run("v1", "1", "3")).containsExactly("second");
        input("y");
        assertThat(run("v1", "1", "3")).containsExactly("first", "second");
        assertThat(run("v2", "1", "3")).containsExactly("first", "second");
        assertThat(root.resolve("c")).hasContent("31y");
    }

    @Test
    void runsAgainWhatIsGoneOrWasChangedByHand() throws Exception {
        input("x");
        run("v1", "1", "2");
        Files.delete(root.resolve("c"));
        assertThat(run("v1", "1", "2")).containsExactly("second");
        Files.writeString(root.resolve("b"), "edited");
        // Results that speak for the run do not outlive a stage before them, whatever comes of it.
        assertThat(run("v1", "1", "2")).containsExactly("first", "second");
        assertThat(root.resolve("b")).hasContent("1x");
    }

    @Test
    void runsAgainWhenWhatOthersAddToIsGoneButNotWhenItWasAddedTo() throws Exception {
        input("x");
        run("v1", "1", "2");
        Files.writeString(root.resolve("c.notes"), "a score");
        assertThat(run("v1", "1", "2")).isEmpty();
        Files.delete(root.resolve("c.notes"));
        assertThat(run("v1", "1", "2")).containsExactly("second");
    }

    @Test
    void keepsWhatIsFinishedWhenALaterStageFails() throws Exception {
        input("x");
        RunFolder folder = new RunFolder(root);
        Stage fails = new Copy("second", "b", "no-folder/c", "", root, ran);
        assertThatThrownBy(() -> new Chain(folder, "v1", new Manifest("v1", 1, 1, Map.of(), Map.of()), new Lines(said))
                        .run(List.of(new Copy("first", "a", "b", "1", root, ran), fails), List.of()))
                .isInstanceOf(IOException.class);
        assertThat(Manifest.stagesOf(folder)).containsOnlyKeys("first");
        assertThat(run("v1", "1", "2")).containsExactly("second");
    }

    @Test
    void recordsWhatAStageReadAndWrote() throws Exception {
        input("x");
        run("v1", "1", "2");
        Manifest.Entry second = Manifest.stagesOf(new RunFolder(root)).get("second");
        assertThat(second.inputs()).isEqualTo(Map.of("b", Hashes.of("1x")));
        assertThat(second.outputs()).isEqualTo(Map.of("c", Hashes.of("21x")));
    }
}
