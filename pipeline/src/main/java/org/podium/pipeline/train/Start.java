package org.podium.pipeline.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Safetensors;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Seed;

/** The weights that training starts from. */
public final class Start {
    private Start() {}

    /**
     * Whether the model's weights, if it names any, are there and fit; told before anything is computed.
     *
     * @throws UserError when they are not the network's
     * @throws IOException when the file cannot be read or is no safetensors file
     */
    public static void check(Recipe.Model model, int classes) throws IOException {
        given(model, Networks.named(model.network(), model.width(), classes));
    }

    /** From scratch, or a file's weights under a new head. */
    static Map<String, Tensor> weights(Recipe.Model model, Architecture network, Seed seed, int fold)
            throws IOException {
        Map<String, Tensor> weights =
                new LinkedHashMap<>(network.initialise(name -> seed.stream("initialise", model.name(), fold, name)));
        weights.putAll(given(model, network));
        return weights;
    }

    /** The head is always new; every other tensor has to be in the file and fit. Nothing where there is no file. */
    private static Map<String, Tensor> given(Recipe.Model model, Architecture network) throws IOException {
        if (model.weights().isEmpty()) {
            return Map.of();
        }
        Path file = Path.of(model.weights().get());
        if (!Files.isRegularFile(file)) {
            throw new UserError("weights of " + model.name() + ": there is no file " + file);
        }
        Map<String, Tensor> inFile = Safetensors.read(file);
        Map<String, long[]> shapes = network.shapes();
        List<String> problems = new ArrayList<>();
        Map<String, Tensor> given = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            Tensor found = inFile.get(name);
            if (network.head(name)) {
                return;
            }
            if (found == null) {
                problems.add(name + " is missing");
            } else if (!Arrays.equals(found.shape(), shape)) {
                problems.add(name + " is " + Arrays.toString(found.shape()) + ", expected " + Arrays.toString(shape));
            } else {
                given.put(name, found);
            }
        });
        inFile.keySet().stream()
                .filter(name -> !shapes.containsKey(name))
                .forEach(name -> problems.add(name + " is unexpected"));
        if (!problems.isEmpty()) {
            throw new UserError(file + ": these weights are not the network's: " + shortened(problems));
        }
        return given;
    }

    private static String shortened(List<String> problems) {
        int most = 6;
        String first = String.join("; ", problems.subList(0, Math.min(most, problems.size())));
        return problems.size() <= most ? first : first + "; and " + (problems.size() - most) + " more";
    }
}
