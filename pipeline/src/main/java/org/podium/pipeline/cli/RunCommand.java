package org.podium.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.run.LocalLauncher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.stage.Run;
import org.podium.pipeline.stage.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium run}. */
@Command(
        name = "run",
        description = "Runs a recipe on a competition: read, split, check, train, predict, ensemble, submit.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompetitionOptions options;

    @Option(names = "--workers", paramLabel = "N", description = "Worker processes at a time. Does not change results.")
    private Optional<Integer> workers;

    @Option(names = "--threads", paramLabel = "N", description = "Compute threads a worker. Part of a run's identity.")
    private Optional<Integer> threads;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Name of the run's folder; one that exists is taken up again and only what changed is redone. "
                            + "Default: time and recipe.")
    private Optional<String> name;

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>();
        workers.ifPresent(value -> all.add("workers=" + value));
        threads.ifPresent(value -> all.add("threads=" + value));
        long start = System.nanoTime();
        try (Console console = Console.of(spec.commandLine().getOut())) {
            Run run = Run.prepare(options.order(all, name), console);
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
