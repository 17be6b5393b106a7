package org.podium.pipeline.competition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.podium.augment.Transform;
import org.podium.pipeline.config.Binder;
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Overrides;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.Schemas;
import org.podium.pipeline.config.Structure;
import org.podium.pipeline.config.Tree;
import org.podium.pipeline.config.Variants;
import org.podium.pipeline.config.YamlReader;
import org.podium.pipeline.error.UserError;

/**
 * Reads and writes {@code recipe.yaml}. Besides the keys of {@link Recipe} the file may have a mapping {@code defaults}
 * with the keys of {@link Recipe.Model}, which is laid under every entry of {@code models}. A model without a name takes
 * its network's, with a number from the second on.
 */
public final class RecipeFile {
    private static final String DEFAULTS = "defaults";
    private static final String MODELS = "models";
    private static final String NAME = "name";

    /** What is written by name. */
    static final Variants VARIANTS = new Variants(Map.of(
            Transform.class,
            TransformNames.NAMES,
            ClassWeights.class,
            ClassWeights.NAMES,
            Freeze.class,
            Freeze.NAMES,
            OptimizerChoice.class,
            OptimizerChoice.NAMES,
            Sampling.class,
            Sampling.NAMES,
            ScheduleChoice.class,
            ScheduleChoice.NAMES,
            WeightAverage.class,
            WeightAverage.NAMES));

    private static final Structure MODEL = Structure.of(Recipe.Model.class, VARIANTS);
    private static final Structure STRUCTURE =
            Structure.of(Recipe.class, VARIANTS).with(DEFAULTS, MODEL);

    private RecipeFile() {}

    /**
     * Reads a recipe.
     *
     * @param settings {@code key=value} each, laid over the file
     * @throws UserError with all problems, one a line
     */
    public static Recipe read(Path file, List<String> settings) {
        Problems problems = new Problems();
        Tree.Mapping tree = Overrides.apply(YamlReader.read(file, problems), settings, STRUCTURE, problems);
        return new Binder(VARIANTS, problems).bind(nameModels(layDefaults(tree, problems)), Recipe.class);
    }

    /**
     * A model of a few settings, with defaults for the rest.
     *
     * @param settings {@code key=value} each, the value in YAML
     * @throws UserError with all problems, one a line
     */
    public static Recipe.Model model(String... settings) {
        Problems problems = new Problems();
        return new Binder(VARIANTS, problems)
                .bind(Overrides.of(List.of(settings), MODEL, problems), Recipe.Model.class);
    }

    /** The YAML of a recipe, every default written out. */
    public static String write(Recipe recipe) {
        return new ConfigWriter(VARIANTS).write(recipe);
    }

    /** JSON Schema of the file, for editors. */
    public static ObjectNode schema() {
        Schemas schemas = new Schemas(VARIANTS);
        ObjectNode schema = schemas.document(Recipe.class, "podium recipe");
        schema.withObject("properties").set(DEFAULTS, schemas.record(Recipe.Model.class));
        return schema;
    }

    private static Tree.Mapping layDefaults(Tree.Mapping tree, Problems problems) {
        if (tree.get(DEFAULTS).isEmpty()) {
            return tree;
        }
        Tree defaults = tree.get(DEFAULTS).get();
        Tree.Mapping rest = tree.without(DEFAULTS);
        Optional<Tree.Mapping> below = defaults.asMapping();
        if (below.isEmpty()) {
            problems.add(defaults, defaults.describe() + ", expected a mapping with the keys of a model");
            return rest;
        }
        Tree models = rest.get(MODELS).orElseGet(() -> new Tree.Sequence(defaults.place(), List.of(below.get())));
        return models instanceof Tree.Sequence sequence
                ? rest.with(MODELS, new Tree.Sequence(models.place(), layUnder(sequence.items(), below.get())))
                : rest;
    }

    private static List<Tree> layUnder(List<Tree> models, Tree.Mapping below) {
        return models.stream().map(model -> MODEL.lay(model, below)).toList();
    }

    private static Tree.Mapping nameModels(Tree.Mapping tree) {
        if (!(tree.get(MODELS).orElse(null) instanceof Tree.Sequence models)) {
            return tree;
        }
        Set<String> taken = new HashSet<>();
        models.items().forEach(model -> text(model, NAME).ifPresent(taken::add));
        List<Tree> named = new ArrayList<>();
        for (Tree item : models.items()) {
            named.add(item instanceof Tree.Mapping model ? name(model, taken) : item);
        }
        return tree.with(MODELS, new Tree.Sequence(models.place(), named));
    }

    /** The model with its network's name, or the first of {@code name-2}, {@code name-3}, … that is free. */
    private static Tree.Mapping name(Tree.Mapping model, Set<String> taken) {
        if (model.get(NAME).isPresent()) {
            return model;
        }
        String network = text(model, "network").orElse(Recipe.Model.DEFAULTS.network());
        String free = network;
        for (int number = 2; !taken.add(free); number++) {
            free = network + "-" + number;
        }
        return model.withDefault(NAME, free);
    }

    private static Optional<String> text(Tree tree, String key) {
        return tree instanceof Tree.Mapping mapping
                ? mapping.get(key).filter(Tree.Scalar.class::isInstance).map(value -> ((Tree.Scalar) value).text())
                : Optional.empty();
    }
}
