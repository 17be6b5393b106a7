package org.podium.pipeline.preflight;

import ai.djl.Device;
import java.util.List;
import java.util.Optional;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.MaskExamples;

/**
 * What is probed: one model of a recipe, as a worker would train it on one fold.
 *
 * @param examples all rows, with those that the fold trains and validates on; with masks, a row's class is that by which
 *     sampling balances
 * @param masks the same rows with their masks, for a network that tells the class of every pixel
 * @param classes the saved names of the classes, in the order of the network's outputs
 * @param labels of every row, as the competition's table has them
 * @param numbers as the recipe's precision asks for
 * @param readers threads that read images
 */
public record Subject(
        Recipe.Model model,
        Examples examples,
        Optional<MaskExamples> masks,
        List<String> classes,
        List<String> labels,
        Seed seed,
        Numbers numbers,
        Device device,
        int readers) {
    /** Of a network that tells the class of an image. */
    public Subject(
            Recipe.Model model,
            Examples examples,
            List<String> classes,
            List<String> labels,
            Seed seed,
            Numbers numbers,
            Device device,
            int readers) {
        this(model, examples, Optional.empty(), classes, labels, seed, numbers, device, readers);
    }

    public Subject {
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
        if (classes.size() != examples.classes() || labels.size() != examples.labels().length) {
            throw new IllegalArgumentException(classes.size() + " names for " + examples.classes() + " classes, "
                    + labels.size() + " labels for " + examples.labels().length + " rows");
        }
    }
}
