package org.podium.pipeline.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How a training job went.
 *
 * @param bestEpoch the epoch whose weights were kept
 * @param epochs epochs trained
 * @param validLoss cross-entropy on the held-out rows at the best epoch
 * @param validMetric the competition's metric there
 * @param seconds wall-clock time of the worker
 */
public record Outcome(
        @JsonProperty("best_epoch") int bestEpoch,
        int epochs,
        @JsonProperty("valid_loss") double validLoss,
        @JsonProperty("valid_metric") double validMetric,
        double seconds) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public static Outcome read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Outcome.class);
    }

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
