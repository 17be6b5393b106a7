package org.podium.pipeline.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.run.AtomicFiles;

/**
 * What there is to work with: {@code rows/inventory.json}.
 *
 * @param classes the labels, in the order of every prediction's columns
 * @param counts training rows of each class, in that order
 * @param trainRows training rows that can be used
 * @param testRows test rows that can be used
 * @param skippedTrain ids of training rows left out, with the reason
 * @param skippedTest ids of test rows that get the class shares as their prediction, with the reason
 */
record Inventory(
        List<String> classes,
        List<Integer> counts,
        @JsonProperty("train_rows") int trainRows,
        @JsonProperty("test_rows") int testRows,
        @JsonProperty("skipped_train") Map<String, String> skippedTrain,
        @JsonProperty("skipped_test") Map<String, String> skippedTest) {
    static final String FILE = "rows/inventory.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Share of each class among the training rows. */
    double[] shares() {
        return counts.stream().mapToDouble(count -> (double) count / trainRows).toArray();
    }

    static Inventory read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Inventory.class);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
