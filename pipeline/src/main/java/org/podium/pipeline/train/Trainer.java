package org.podium.pipeline.train;

import ai.djl.Device;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.Metric;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;

/** Fits one network on one fold and keeps the weights of its best epoch. */
public final class Trainer {
    private final Recipe.Model model;
    private final int fold;
    private final Seed seed;
    private final Numbers numbers;
    private final Device device;
    private final int readers;
    private final Event.Sink events;

    /**
     * @param readers threads that read images
     * @param events told after every few steps, and of what looks wrong
     */
    public Trainer(
            Recipe.Model model, int fold, Seed seed, Numbers numbers, Device device, int readers, Event.Sink events) {
        this.model = model;
        this.fold = fold;
        this.seed = seed;
        this.numbers = numbers;
        this.device = device;
        this.readers = readers;
        this.events = events;
    }

    /**
     * MiB of Java heap that a process needs for it: the weights are there up to five times while a network starts, is
     * copied and is written.
     */
    public static int heapMegabytes(Recipe.Model model, int classes) throws IOException {
        return (int) (192 + 5 * Float.BYTES * Networks.size(model, classes) / (1 << 20));
    }

    /**
     * Trains to tell classes of images.
     *
     * @param metric decides the best epoch
     * @throws UserError when the loss or a gradient is no longer finite, or the given weights do not fit
     */
    public Fit fit(Examples examples, Metric metric) throws IOException {
        return fit(examples, metric, soFar -> {});
    }

    /**
     * The same, told after every epoch what there is so far.
     *
     * @param keeper whoever does not want to lose it
     */
    public Fit fit(Examples examples, Metric metric, Fit.Keeper keeper) throws IOException {
        return fit(
                examples.classes(),
                keeper,
                device -> new ClassObjective(
                        model,
                        examples,
                        metric,
                        (id, transform) -> seed.stream("view", model.name(), fold, id, transform),
                        readers,
                        device));
    }

    /**
     * Trains to tell the class of every pixel.
     *
     * @param metric decides the best epoch
     * @throws UserError as {@link #fit(Examples, Metric)} does
     */
    public Fit fit(MaskExamples examples, MaskMetric metric) throws IOException {
        return fit(examples, metric, examples.rows()::through);
    }

    /** The same with the rows changed in another way. */
    Fit fit(MaskExamples examples, MaskMetric metric, MaskObjective.Augmentation augmentation) throws IOException {
        return fit(
                examples.classes(),
                soFar -> {},
                device -> new MaskObjective(model, examples, augmentation, metric, readers, device));
    }

    private Fit fit(int classes, Fit.Keeper keeper, Function<Device, Objective> objectives) throws IOException {
        Architecture architecture = Networks.of(model, classes);
        Map<String, Tensor> start = Start.weights(model, architecture, seed, fold);
        try (Network network = new Network(architecture, start, numbers, model.mean(), model.sd(), device);
                Objective objective = objectives.apply(network.manager().getDevice());
                Training training = new Training(model, fold, seed, events, objective, network)) {
            return training.run(keeper);
        }
    }
}
