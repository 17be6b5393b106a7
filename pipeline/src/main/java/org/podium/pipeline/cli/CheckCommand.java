package org.podium.pipeline.cli;

import java.io.IOException;
import java.util.List;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.run.LocalLauncher;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Command;

/** {@code podium check}. */
@Command(
        name = "check",
        description =
                "Looks for the mistakes that cost weeks, before anything is trained: data, labels, folds, leaks, "
                        + "and whether each network of the recipe can learn at all. Exit status 2 when a check failed; leaks fail only with leakage: fail, and warn otherwise.",
        mixinStandardHelpOptions = true)
final class CheckCommand extends WorkbenchCommand {
    private static final int FAILED = 2;

    @Override
    int work(Run run, Console console) throws IOException, InterruptedException {
        List<CheckLine> checks;
        try (LocalLauncher launcher = new LocalLauncher(Main.class.getName())) {
            checks = run.check(launcher, console);
        }
        console.line("");
        Checklist.lines(checks).forEach(console::line);
        console.line("figures in " + run.folder().root());
        return checks.stream().anyMatch(check -> check.status() == CheckLine.Status.FAILED) ? FAILED : 0;
    }
}
