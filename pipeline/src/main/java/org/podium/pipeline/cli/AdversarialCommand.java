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

/** {@code podium adversarial}. */
@Command(
        name = "adversarial",
        description =
                "Trains a model to tell training rows from test rows, by image statistics and the columns that both "
                        + "tables have: the better it does, the less an out-of-fold score says about the leaderboard.",
        mixinStandardHelpOptions = true)
final class AdversarialCommand implements Callable<Integer> {
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
            List<String> lines = run.adversarial(console);
            console.line("");
            lines.forEach(console::line);
            console.line("figures: " + run.folder().file("adversarial.json"));
        }
        return 0;
    }
}
