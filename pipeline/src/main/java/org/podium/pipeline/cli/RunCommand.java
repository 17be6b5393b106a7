package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.run.LocalLauncher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.stage.Run;
import org.podium.pipeline.stage.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium run}. */
@Command(
        name = "run",
        description = "Runs a recipe on a competition: check, split, train, predict, ensemble, submit.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes at a time. Does not change results.")
    private Optional<Integer> workers;

    @Option(names = "--threads", paramLabel = "N", description = "Compute threads a worker. Part of a run's identity.")
    private Optional<Integer> threads;

    @Option(names = "--runs", paramLabel = "DIR", description = "Where runs are kept. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the run's folder; one that exists is taken up again and only what changed is redone. "
                            + "Default: time and recipe.")
    private Optional<String> name;

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>(settings);
        seed.ifPresent(value -> all.add("seed=" + value));
        workers.ifPresent(value -> all.add("workers=" + value));
        threads.ifPresent(value -> all.add("threads=" + value));
        long start = System.nanoTime();
        try (Console console = Console.of(spec.commandLine().getOut())) {
            Run run = Run.prepare(new Run.Order(competition, recipe, all, runs, name), console);
            RunFolder folder = run.folder();
            console.line("run       " + folder.root());
            try (LocalLauncher launcher = new LocalLauncher(Main.class.getName())) {
                run.go(launcher, console);
            }
            Summary.of(run.config(), folder)
                    .lines((System.nanoTime() - start) / 1e9)
                    .forEach(console::line);
        }
        return 0;
    }
}
