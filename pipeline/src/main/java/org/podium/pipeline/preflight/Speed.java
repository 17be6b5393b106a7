package org.podium.pipeline.preflight;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a worker was measured to do, alone on the machine.
 *
 * @param training images a second in training, reading included
 * @param prediction images a second through one view, reading included
 * @param reading seconds that reading and changing one image takes, which is done beside computing
 * @param memory largest resident memory of the process in MiB; 0 where the system does not tell
 * @param extrapolated whether there was time for no update of a whole batch, so memory is reckoned from a smaller one
 */
public record Speed(
        @JsonProperty("training_images_per_second") double training,
        @JsonProperty("prediction_images_per_second") double prediction,
        @JsonProperty("reading_seconds_an_image") double reading,
        @JsonProperty("peak_memory_mib") long memory,
        @JsonProperty("memory_extrapolated") boolean extrapolated) {
    public Speed {
        if (!(training > 0) || !(prediction > 0) || !(reading >= 0) || memory < 0) {
            throw new IllegalArgumentException("no speed: " + training + " and " + prediction + " images/s, " + reading
                    + " s to read one, " + memory + " MiB");
        }
    }
}
