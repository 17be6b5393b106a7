package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Manifest;
import org.podium.pipeline.run.RunFolder;

/**
 * Runs stages in order and keeps the manifest. A stage is skipped when it has run before from the same inputs, settings
 * and code, and what it wrote is still there unchanged.
 */
final class Chain {
    private final RunFolder folder;
    private final String version;
    private final Display display;
    private Manifest manifest;

    /**
     * @param version of podium and of what is under it; other versions give other results
     * @param manifest of the run so far, with the stages of an earlier try
     */
    Chain(RunFolder folder, String version, Manifest manifest, Display display) {
        this.version = version;
        this.folder = folder;
        this.manifest = manifest;
        this.display = display;
    }

    /**
     * Runs stages.
     *
     * @param later stages that follow in another call: their summaries go once one of these has written something else
     */
    void run(List<Stage> stages, List<Stage> later) throws IOException, InterruptedException {
        for (int i = 0; i < stages.size(); i++) {
            if (run(stages.get(i), stages.subList(i, stages.size()))) {
                // Not before: what fails leaves everything as it was.
                deleteSummaries(later);
            }
        }
    }

    private void deleteSummaries(List<Stage> stages) throws IOException {
        for (Stage stage : stages) {
            for (String summary : stage.summaries()) {
                Files.deleteIfExists(folder.file(summary));
            }
        }
    }

    /**
     * @param outdated the stage and those after it, whose results go if it has to run
     * @return whether what it writes is no longer what it was
     */
    private boolean run(Stage stage, List<Stage> outdated) throws IOException, InterruptedException {
        Map<String, String> inputs = hashes(stage.reads());
        inputs.putAll(stage.outside());
        String fingerprint = Hashes.of(String.join("\n", version, stage.name(), stage.settings(), inputs.toString()));
        Manifest.Entry before = manifest.stages().get(stage.name());
        if (!stage.timed()
                && before != null
                && before.fingerprint().equals(fingerprint)
                && unchanged(before.outputs())
                && complete(stage)) {
            display.line(String.format(Locale.ROOT, "%-9s unchanged", stage.name()));
            return false;
        }
        deleteSummaries(outdated);
        long start = System.nanoTime();
        stage.run(display);
        double seconds = Math.round((System.nanoTime() - start) / 1e6) / 1e3;
        Manifest.Entry entry =
                new Manifest.Entry(fingerprint, inputs, hashes(stage.writes()), seconds, stage.peakMemory());
        manifest = manifest.with(stage.name(), entry);
        manifest.write(folder);
        display.line(String.format(Locale.ROOT, "%-9s %.1f s", stage.name(), seconds));
        return before == null || !before.outputs().equals(entry.outputs());
    }

    private boolean complete(Stage stage) {
        return stage.summaries().stream().allMatch(file -> Files.isRegularFile(folder.file(file)));
    }

    private boolean unchanged(Map<String, String> outputs) throws IOException {
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            Path file = folder.file(output.getKey());
            if (!Files.isRegularFile(file) || !Hashes.of(file).equals(output.getValue())) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> hashes(List<String> files) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String file : files) {
            hashes.put(file, Hashes.of(folder.file(file)));
        }
        return hashes;
    }
}
