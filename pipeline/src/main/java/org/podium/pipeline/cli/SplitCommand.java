package org.podium.pipeline.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium split}. */
@Command(
        name = "split",
        description =
                "Splits the training rows as the recipe says and shows how even the folds are; writes folds.csv and "
                        + "folds.json. The first can be edited and given to a recipe as folds.file.",
        mixinStandardHelpOptions = true)
final class SplitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CompetitionOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Folder below the competition's runs. Default: ${DEFAULT-VALUE}.")
    private String name = Run.WORKBENCH;

    @Override
    public Integer call() throws Exception {
        try (Console console = Console.of(spec.commandLine().getOut())) {
            Run run = Run.prepare(options.order(List.of(), Optional.of(name)), console);
            run.split(console).forEach(console::line);
            console.line("folds " + run.folder().file("folds.csv"));
        }
        return 0;
    }
}
