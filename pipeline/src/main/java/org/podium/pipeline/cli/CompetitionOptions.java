package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is attacked and how: the options of all commands that take a competition. */
final class CompetitionOptions {
    @Parameters(paramLabel = "COMPETITION", description = "Folder with competition.yaml.")
    private Path competition;

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description =
                    "The recipe; a name alone is looked up in the competition's folder. Default: recipe.yaml there.")
    private Optional<Path> recipe;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one key of the recipe, such as models[0].lr=3e-4, or of the competition with the "
                    + "prefix 'competition.'. May be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all randomness; the same as --set seed=N.")
    private Optional<Long> seed;

    @Option(names = "--runs", paramLabel = "DIR", description = "Where runs are kept. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    /**
     * What is asked for.
     *
     * @param more {@code key=value} of options that the command has besides
     * @param name name of the run's folder; empty: time and recipe
     */
    Run.Order order(List<String> more, Optional<String> name) {
        List<String> all = new ArrayList<>(settings);
        seed.ifPresent(value -> all.add("seed=" + value));
        all.addAll(more);
        return new Run.Order(competition, recipe, all, runs, name);
    }
}
