package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.weights.Safetensors;

/** Weights of the network that {@link TinyCompetition} trains, as they are drawn before any training. */
final class TinyWeights {
    static final String NETWORK = "resnet10";
    static final double WIDTH = 0.125;

    private TinyWeights() {}

    static Map<String, Tensor> drawn(int classes) {
        Seed seed = new Seed(5);
        Map<String, Tensor> weights = new LinkedHashMap<>(
                Networks.named(NETWORK, WIDTH, classes).initialise(name -> seed.stream("tiny weights", name)));
        // So that scores differ by more than rounding.
        Tensor head = weights.get("fc.weight");
        for (int i = 0; i < head.values().length; i++) {
            head.values()[i] *= 50;
        }
        return weights;
    }

    static Path write(Path file, int classes) throws IOException {
        Safetensors.write(file, drawn(classes));
        return file;
    }
}
