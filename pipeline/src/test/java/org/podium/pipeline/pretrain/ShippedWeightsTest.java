package org.podium.pipeline.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.podium.pipeline.competition.Pretraining;
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

    /** By what decides most: keys that a later podium has, or writes in another way, stand in no older manifest. */
    @Test
    void wereMadeWithTheConfigurationThatStandsInCompetitions() throws IOException {
        Pretraining config = PretrainingFile.read(CONFIG, List.of());
        Pretraining.Drawn drawn = config.sets().get(0).drawn().orElseThrow();
        assertThat(config.sets()).hasSize(1);
        assertThat(manifest().get("config").asText().lines().map(String::strip))
                .contains(
                        "seed: " + config.seed(),
                        "drawn: [" + drawn.classes() + ", " + drawn.perClass() + ", " + drawn.size() + "]",
                        "holdout: " + config.holdout(),
                        "threads: " + config.threads().orElseThrow(),
                        "network: " + config.model().network(),
                        "epochs: " + config.model().epochs(),
                        "batch-size: " + config.model().batchSize(),
                        "warm-up: " + config.model().warmUp());
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
