package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the hashes of the imagehash library, for images that both sides draw by one formula. */
class PerceptualHashGoldenTest {
    @TempDir
    private Path folder;

    private static int pixel(int seed, int x, int y) {
        int patch = (x / 8 * 73856093 ^ y / 8 * 19349663 ^ seed * 83492791) * (int) 2654435761L >>> 24;
        return (3 * patch + (x * 2 + y) % 256) / 4;
    }

    @Test
    void theBitsAreImagehashsUpToTheResizing() throws IOException {
        JsonNode cases;
        try (InputStream in =
                PerceptualHashGoldenTest.class.getResourceAsStream("/golden/perceptual-hash/hashes.json")) {
            cases = new ObjectMapper().readTree(in);
        }
        assertThat(cases).hasSize(24);
        int differing = 0;
        for (JsonNode golden : cases) {
            int seed = golden.get("seed").asInt();
            int width = golden.get("width").asInt();
            int height = golden.get("height").asInt();
            Path file = Files.write(
                    folder.resolve("image.png"), Encoded.of(".png", width, height, 1, (x, y, c) -> pixel(seed, x, y)));
            long expected = 0;
            // The first bit is that of the constant, which is not among ours.
            for (int bit = 1; bit < 64; bit++) {
                expected |= (long) (golden.get("bits").asText().charAt(bit) - '0') << bit;
            }
            int distance = PerceptualHash.distance(ImageLook.read(file).hash().value(), expected);
            assertThat(distance).as("image %d, %d × %d", seed, width, height).isLessThanOrEqualTo(width == 32 ? 0 : 6);
            differing += distance;
        }
        assertThat(differing / 18.0)
                .as("bits that resizing changes in an image")
                .isLessThan(3);
    }
}
