package org.podium.pipeline.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One unit of work for one worker process: what to do with one model on one fold. All else a worker needs stands in the
 * run folder.
 *
 * @param kind what is done
 * @param model name of the model in the recipe
 * @param fold the fold held out
 * @param device cpu or cuda:N
 * @param fingerprint hash of everything the outcome depends on
 * @param outputs SHA-256 of the files it left, by name; none while it is not finished
 * @param peakMemory largest resident memory of its worker, in MiB; 0 while it is not finished, or where the system does
 *     not tell
 */
public record Job(
        Kind kind,
        String model,
        int fold,
        String device,
        String fingerprint,
        Map<String, String> outputs,
        @JsonProperty("peak_memory_mib") long peakMemory) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** What a worker can do. */
    public enum Kind {
        TRAIN,
        PREDICT,
        /** Looks at the model before it is trained. */
        PROBE
    }

    /** A job to be done. */
    public Job(Kind kind, String model, int fold, String device, String fingerprint) {
        this(kind, model, fold, device, fingerprint, Map.of(), 0);
    }

    public Job {
        outputs = new TreeMap<>(outputs);
    }

    /** The same on another device. */
    public Job on(String otherDevice) {
        return new Job(kind, model, fold, otherDevice, fingerprint, outputs, peakMemory);
    }

    /** The same, done, with the hashes of the files that it left in a folder. */
    public Job finished(Path folder, List<String> files) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String file : files) {
            hashes.put(file, Hashes.of(folder.resolve(file)));
        }
        return new Job(kind, model, fold, device, fingerprint, hashes, Environment.peakMemory());
    }

    /** Whether the files of a finished job are all still in their folder, unchanged. */
    public boolean left(Path folder) throws IOException {
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            Path file = folder.resolve(output.getKey());
            if (!Files.isRegularFile(file) || !Hashes.of(file).equals(output.getValue())) {
                return false;
            }
        }
        return !outputs.isEmpty();
    }

    /** For people: {@code resnet18 fold 2}, or the model alone where the fold is any. */
    public String label() {
        return kind == Kind.PROBE ? model : model + " fold " + fold;
    }

    public static Job read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Job.class);
    }

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
