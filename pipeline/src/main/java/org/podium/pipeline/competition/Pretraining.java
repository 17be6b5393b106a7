package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Records;

/**
 * How a network is trained from scratch on labelled images, for its weights.
 *
 * @param seed of the drawn images, the hold-out and the training
 * @param sets where images come from; the classes of all sets together are what the network tells apart
 * @param holdout share of each class's images that scores the epochs, above 0 and below 1
 * @param threads compute threads; empty is {@code auto}, all cores
 * @param model the network and its training
 */
public record Pretraining(
        long seed,
        List<ImageSet> sets,
        double holdout,
        Precision precision,
        Optional<Integer> threads,
        Recipe.Model model) {
    public static final Map<String, Object> DEFAULTS =
            Map.of("seed", 0L, "holdout", 0.02, "precision", Precision.AUTO, "model", Recipe.Model.DEFAULTS);

    public Pretraining {
        sets = List.copyOf(sets);
        Checks checks = new Checks()
                .notEmpty("sets", sets)
                .that(holdout > 0 && holdout < 1, holdout + ", expected a share between 0 and 1", "holdout")
                .atLeast("threads", threads.orElse(1), 1);
        Set<String> names = new HashSet<>();
        for (ImageSet set : sets) {
            checks.that(names.add(set.name()), "two sets are named '" + set.name() + "'", "sets");
        }
        checks.verify();
    }

    /** The same with paths that are relative to a folder, the file's own, made absolute. */
    public Pretraining from(Path folder) {
        List<ImageSet> located = sets.stream().map(set -> set.from(folder)).toList();
        // As a recipe's only model: what the model's own paths are is the recipe's knowledge.
        Recipe.Model there = Records.with(Recipe.DEFAULTS, "models", List.of(model))
                .from(folder)
                .models()
                .get(0);
        return new Pretraining(seed, located, holdout, precision, threads, there);
    }

    /** The same with files and folders by their names alone, which says what was used and not where it was. */
    public Pretraining placeless() {
        List<ImageSet> named = sets.stream()
                .map(set -> new ImageSet(set.name(), set.folder().map(Pretraining::name), set.drawn()))
                .toList();
        Recipe.Model anywhere = Records.with(model, "weights", model.weights().map(Pretraining::weightsName));
        anywhere = Records.with(anywhere, "backbone", model.backbone().map(Pretraining::name));
        return new Pretraining(seed, named, holdout, precision, threads, anywhere);
    }

    private static String weightsName(String reference) {
        return WeightsReference.of(reference) instanceof WeightsReference.LocalFile file
                ? name(file.text())
                : reference;
    }

    private static String name(String path) {
        return Path.of(path).getFileName().toString();
    }

    /** The same with every {@code auto} replaced. */
    public Pretraining resolved(Precision actualPrecision, int actualThreads) {
        return new Pretraining(seed, sets, holdout, actualPrecision, Optional.of(actualThreads), model.resolved());
    }

    /**
     * Labelled images: exactly one of {@code folder} and {@code drawn}.
     *
     * @param name goes before the names of its classes
     * @param folder a folder of class folders, relative to the file's own
     * @param drawn images that podium draws from formulas
     */
    public record ImageSet(String name, Optional<String> folder, Optional<Drawn> drawn) {
        public ImageSet {
            new Checks()
                    .matches("name", name, Competition.NAME, Competition.NAME_MEANING)
                    .that(
                            folder.isPresent() != drawn.isPresent(),
                            "expected one of folder and drawn",
                            "folder",
                            "drawn")
                    .verify();
        }

        private ImageSet from(Path place) {
            return new ImageSet(
                    name,
                    folder.map(path ->
                            place.resolve(path).toAbsolutePath().normalize().toString()),
                    drawn);
        }
    }

    /**
     * Images drawn from formulas.
     *
     * @param classes number of classes, each a formula of its own
     * @param perClass images of each
     * @param size height and width in pixels
     */
    public record Drawn(int classes, int perClass, int size) {
        public static final Drawn DEFAULTS = new Drawn(240, 200, 72);

        public Drawn {
            new Checks()
                    .atLeast("classes", classes, 2)
                    .atLeast("perClass", perClass, 2)
                    .between("size", size, 16, 1024)
                    .verify();
        }
    }
}
