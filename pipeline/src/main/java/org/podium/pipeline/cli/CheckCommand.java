package org.podium.pipeline.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.run.LocalLauncher;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code podium check}. */
@Command(
        name = "check",
        description = "Looks for the mistakes that cost weeks, before anything is trained: data, labels, folds, leaks, "
                + "and whether each network of the recipe can learn at all. Exit status 2 when a check failed.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int FAILED = 2;

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
            List<CheckLine> checks;
            try (LocalLauncher launcher = new LocalLauncher(Main.class.getName())) {
                checks = run.check(launcher, console);
            }
            console.line("");
            Checklist.lines(checks).forEach(console::line);
            console.line("figures and pairs: " + run.folder().file("check.json"));
            return checks.stream().anyMatch(check -> check.status() == CheckLine.Status.FAILED) ? FAILED : 0;
        }
    }
}
