package org.podium.pipeline.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.podium.pipeline.error.UserError;

/**
 * What a run was made with and from, and the hash of all it left.
 *
 * @param podium hash of podium's own classes
 * @param seed the run's seed
 * @param threads compute threads a worker; results are reproducible for the same number only
 * @param environment versions and processor, by name
 * @param stages what each finished stage read and wrote
 */
public record Manifest(
        String podium, long seed, int threads, Map<String, String> environment, Map<String, Entry> stages) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * A finished stage.
     *
     * @param fingerprint hash of all that its outcome depends on
     * @param inputs SHA-256 of each file read, by its path in the run folder; of weights, by their reference
     * @param outputs SHA-256 of each file written, likewise
     * @param seconds wall-clock time
     * @param peakMemory largest resident memory of a process of it, in MiB; 0 where the system does not tell
     */
    public record Entry(
            String fingerprint,
            Map<String, String> inputs,
            Map<String, String> outputs,
            double seconds,
            @JsonProperty("peak_memory_mib") long peakMemory) {
        public Entry {
            inputs = new TreeMap<>(inputs);
            outputs = new TreeMap<>(outputs);
        }
    }

    public Manifest {
        environment = new TreeMap<>(environment);
        stages = new java.util.LinkedHashMap<>(stages);
    }

    /** The same with one more stage, or with that stage anew. */
    public Manifest with(String stage, Entry entry) {
        Manifest copy = new Manifest(podium, seed, threads, environment, stages);
        copy.stages.remove(stage);
        copy.stages.put(stage, entry);
        return copy;
    }

    /**
     * The stages of the manifest that is there; none when there is none.
     *
     * @throws UserError when it cannot be read as one
     */
    public static Map<String, Entry> stagesOf(RunFolder folder) throws IOException {
        try {
            return Files.exists(folder.manifest())
                    ? JSON.readValue(folder.manifest().toFile(), Manifest.class).stages()
                    : Map.of();
        } catch (JsonProcessingException e) {
            throw new UserError(
                    folder.manifest() + ": this file is damaged; remove it, and the folds that are finished stay", e);
        }
    }

    public void write(RunFolder folder) throws IOException {
        AtomicFiles.write(folder.manifest(), temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
