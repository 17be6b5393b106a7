package org.podium.pipeline.cli;

import java.io.IOException;
import java.util.List;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Command;

/** {@code podium adversarial}. */
@Command(
        name = "adversarial",
        description =
                "Trains a model to tell training rows from test rows, by image statistics and the columns that both "
                        + "tables have: the better it does, the less an out-of-fold score says about the leaderboard.",
        mixinStandardHelpOptions = true)
final class AdversarialCommand extends WorkbenchCommand {
    @Override
    int work(Run run, Console console) throws IOException, InterruptedException {
        List<String> lines = run.adversarial(console);
        console.line("");
        lines.forEach(console::line);
        console.line("figures: " + run.folder().file("adversarial.json"));
        return 0;
    }
}
