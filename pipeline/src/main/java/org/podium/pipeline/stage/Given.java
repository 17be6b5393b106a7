package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.Foreground;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RecipeRules;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/**
 * The two files of a competition and a recipe, read and checked.
 *
 * @param folder that of {@code competition.yaml}, absolute
 * @param recipeFile where the recipe was
 * @param recipe as it was written, with absolute paths and the background that the competition has
 */
record Given(Path folder, Competition competition, Path recipeFile, Recipe recipe) {
    /** @throws UserError when anything is wrong with them */
    static Given read(Run.Order order) {
        Path folder = order.competition().toAbsolutePath().normalize();
        Competition competition = CompetitionFile.read(folder.resolve("competition.yaml"), settings(order, true));
        Path recipeFile = recipeFile(order, folder);
        Recipe recipe = Foreground.of(
                RecipeFile.read(recipeFile, settings(order, false))
                        .from(recipeFile.toAbsolutePath().getParent()),
                competition);
        RecipeRules.check(recipe, competition);
        return new Given(folder, competition, recipeFile, recipe);
    }

    /** The tables, and the data too where the competition asks for it to be drawn. */
    CompetitionData data(Display display) throws IOException {
        DrawnData.draw(competition, folder, display);
        return CompetitionData.load(competition, folder);
    }

    /** What the recipe's file is called, without its extension, fit for a folder's name. */
    String recipeName() {
        return recipeFile.getFileName().toString().replaceAll("\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** The folder of that name below the competition's runs. */
    RunFolder runFolder(Run.Order order, String name) {
        return new RunFolder(order.runs().resolve(competition.name()).resolve(name));
    }

    private static List<String> settings(Run.Order order, boolean competition) {
        String prefix = "competition.";
        return order.settings().stream()
                .filter(setting -> setting.startsWith(prefix) == competition)
                .map(setting -> competition ? setting.substring(prefix.length()) : setting)
                .toList();
    }

    private static Path recipeFile(Run.Order order, Path competitionFolder) {
        Path file = order.recipe().orElse(competitionFolder.resolve("recipe.yaml"));
        // A recipe beside its competition can be named shortly.
        return Files.exists(file) ? file : competitionFolder.resolve(file);
    }
}
