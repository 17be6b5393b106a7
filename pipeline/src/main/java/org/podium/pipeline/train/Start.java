package org.podium.pipeline.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.weights.WeightFile;
import org.podium.pipeline.weights.WeightStore;

/** The weights that training starts from. */
public final class Start {
    private Start() {}

    /**
     * Whether the model's weights, if it names any, are there and fit, and whether its keys fit the network and the classes;
     * told before anything is computed.
     *
     * @throws UserError when they do not
     * @throws IOException when the file cannot be read or is broken
     */
    public static void check(Recipe.Model model, int classes) throws IOException {
        Architecture network = Networks.of(model, classes);
        given(model, network);
        model.freeze().frozenStages(1, network.stages());
        model.classWeights().ifPresent(weights -> weights.values(new long[classes]));
        int smallest = Math.min(model.imageSize(), model.segments() ? model.windowSize() : model.viewSize());
        if (smallest < network.smallestImage()) {
            throw new UserError(model.name() + ": images of " + smallest + " px are too small for " + model.network()
                    + ", which needs " + network.smallestImage() + "; change the sizes in augment and "
                    + (model.segments() ? "window" : "view"));
        }
    }

    /** From scratch, or a file's weights under a new head. */
    public static Map<String, Tensor> weights(Recipe.Model model, Architecture network, Seed seed, int fold)
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
        WeightsReference reference = WeightsReference.of(model.weights().get());
        Path file = WeightStore.ofUser()
                .local(reference)
                .orElseThrow(() -> new UserError("weights of " + model.name() + ": "
                        + (reference instanceof WeightsReference.LocalFile
                                ? "there is no file " + reference.text()
                                : reference.text() + " is not on this machine; expected "
                                        + WeightStore.ofUser().place(reference))));
        return WeightFile.read(file).fit(network.shapes(), network::head);
    }
}
