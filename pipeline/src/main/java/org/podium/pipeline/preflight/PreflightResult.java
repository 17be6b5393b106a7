package org.podium.pipeline.preflight;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.run.AtomicFiles;

/**
 * What the probes of one model found.
 *
 * @param model its name in the recipe
 * @param lines in the order of the probes
 * @param speed what a run can be forecast from
 */
public record PreflightResult(String model, List<CheckLine> lines, Speed speed) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public PreflightResult {
        lines = List.copyOf(lines);
    }

    public static PreflightResult read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), PreflightResult.class);
    }

    public void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
