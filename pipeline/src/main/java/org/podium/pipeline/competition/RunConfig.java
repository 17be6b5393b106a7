package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.config.Binder;
import org.podium.pipeline.config.ConfigWriter;
import org.podium.pipeline.config.Problems;
import org.podium.pipeline.config.YamlReader;

/**
 * A run's whole configuration, resolved: every default written out, every {@code auto} replaced by what it became. The
 * {@code config.yaml} of a run folder.
 *
 * @param competitionFolder where {@code competition.yaml} was, absolute
 * @param competition the facts
 * @param recipe the choices, with absolute paths
 */
public record RunConfig(String competitionFolder, Competition competition, Recipe recipe) {
    public static RunConfig read(Path file) {
        Problems problems = new Problems();
        return new Binder(RecipeFile.VARIANTS, problems).bind(YamlReader.read(file, problems), RunConfig.class);
    }

    /** The text of {@code config.yaml}. */
    public String toYaml() {
        return new ConfigWriter(RecipeFile.VARIANTS).write(this);
    }

    /** The text of a part of the configuration, to hash. */
    public static String yaml(Record part) {
        return new ConfigWriter(RecipeFile.VARIANTS).write(part);
    }

    /** The model of that name. */
    public Recipe.Model model(String name) {
        return recipe.models().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model named " + name + " in "
                        + recipe.models().stream().map(Recipe.Model::name).toList()));
    }

    /** Names of the models, in the recipe's order. */
    public List<String> modelNames() {
        return recipe.models().stream().map(Recipe.Model::name).toList();
    }
}
