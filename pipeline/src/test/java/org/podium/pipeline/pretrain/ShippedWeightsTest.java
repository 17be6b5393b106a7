package org.podium.pipeline.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.competition.PretrainingFile;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.weights.WeightStore;

/** That the weights in the box are those that their manifest tells of. */
class ShippedWeightsTest {
    private static final Path CONFIG = Path.of("../competitions/pretrain/resnet10.yaml");

    @Test
    void areWhatTheirManifestSaysAndSmallEnough() throws IOException {
        byte[] file = resource("resnet10.safetensors");
        assertThat(file).hasSizeLessThan(24_000_000);
        String hash = HexFormat.of().formatHex(Hashes.sha256().digest(file));
        assertThat(manifest().get("weights").asText()).isEqualTo(hash);
    }

    /** Read, not compared as text: keys that came later have their defaults in both. */
    @Test
    void wereMadeWithTheConfigurationThatStandsInCompetitions(@TempDir Path folder) throws IOException {
        Path made = folder.resolve("made.yaml");
        Files.writeString(made, manifest().get("config").asText());
        assertThat(PretrainingFile.read(made, List.of())).isEqualTo(PretrainingFile.read(CONFIG, List.of()));
    }

    private static JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(resource("resnet10.manifest.json"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = WeightStore.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
