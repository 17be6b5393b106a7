package org.podium.pipeline.pretrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.podium.pipeline.run.AtomicFiles;

/**
 * What weights were made with and from, so that anyone can make them again.
 *
 * @param podium hash of podium's own classes
 * @param seed of all randomness
 * @param config the configuration, every default written out and every {@code auto} replaced
 * @param startWeights SHA-256 of the weights that training started from, by file name; none: from scratch
 * @param started when training started, UTC
 * @param hours that training took
 * @param cores processors of the machine
 * @param environment versions and processor, by name
 * @param peakMemory largest resident memory of the training process, in MiB; 0 where the system does not tell
 * @param sets the images, by the name of their set
 * @param epoch whose weights these are, from 1
 * @param validLoss mean cross-entropy over the held-out images after that epoch, in the precision of training
 * @param validAccuracy share of the held-out images that were right after that epoch, in the precision of training
 * @param weights SHA-256 of the weights' file
 */
record PretrainManifest(
        String podium,
        long seed,
        String config,
        @JsonProperty("start_weights") Map<String, String> startWeights,
        String started,
        double hours,
        int cores,
        Map<String, String> environment,
        @JsonProperty("peak_memory_mib") long peakMemory,
        Map<String, Set> sets,
        int epoch,
        @JsonProperty("valid_loss") double validLoss,
        @JsonProperty("valid_accuracy") double validAccuracy,
        String weights) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * An image set.
     *
     * @param heldOut how many of the images score instead of train
     * @param sha256 over a line with path and SHA-256 for each image
     * @param accuracy share of the held-out images that the weights get right as they are in the file, in half
     *     precision, among the classes of all sets
     */
    record Set(
            int classes,
            int images,
            @JsonProperty("held_out") int heldOut,
            String sha256,
            double accuracy) {}

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
