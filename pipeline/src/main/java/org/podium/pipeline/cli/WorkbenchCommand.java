package org.podium.pipeline.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that does what comes before a run, in a folder that it takes up again each time. */
abstract class WorkbenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompetitionOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Folder below the competition's runs. Default: ${DEFAULT-VALUE}.")
    private String name = Run.WORKBENCH;

    /** @return exit status */
    abstract int work(Run run, Console console) throws IOException, InterruptedException;

    @Override
    public final Integer call() throws Exception {
        try (Console console = Console.of(spec.commandLine().getOut())) {
            return work(Run.prepare(options.order(List.of(), Optional.of(name)), console), console);
        }
    }
}
