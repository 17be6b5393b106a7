package org.podium.pipeline.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.weights.Safetensors;

/** Whether weights that are saved and read again give the same scores, bit for bit. */
final class ReloadProbe {
    static final String NAME = "saved and reloaded weights";

    private ReloadProbe() {}

    /** @param scratch a folder for the file, which does not stay */
    static CheckLine of(Workbench bench, Map<String, Tensor> weights, Images images, Path scratch) throws IOException {
        Path file = Files.createTempFile(scratch, "preflight", ".safetensors");
        try {
            Safetensors.write(file, weights);
            return judge(
                    scores(bench, weights, images), scores(bench, Safetensors.read(file), images), Files.size(file));
        } finally {
            Files.delete(file);
        }
    }

    private static float[][] scores(Workbench bench, Map<String, Tensor> weights, Images images) {
        try (Network network = bench.network(weights)) {
            return network.logits(images.pixels(), images.rows(), images.size(), images.size());
        }
    }

    private static boolean finite(float[] scores) {
        return IntStream.range(0, scores.length).allMatch(c -> Float.isFinite(scores[c]));
    }

    static CheckLine judge(float[][] before, float[][] after, long bytes) {
        if (Stream.of(before, after).flatMap(Stream::of).anyMatch(scores -> !finite(scores))) {
            return CheckLine.failed(
                    NAME,
                    "scores are not numbers, so they cannot be told apart",
                    "look for weights that are not numbers, and try precision: fp32");
        }
        if (Arrays.deepEquals(before, after)) {
            return CheckLine.passed(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "the scores of %d images are the same to the bit (%.1f MB)",
                            before.length,
                            bytes / 1e6));
        }
        return CheckLine.failed(
                NAME,
                "the scores of " + before.length + " images are other ones after saving and reading",
                "keep no weights of this machine: its disk, memory or engine changes numbers");
    }
}
