package org.podium.pipeline.cli;

import java.io.IOException;
import org.podium.pipeline.stage.Run;
import picocli.CommandLine.Command;

/** {@code podium split}. */
@Command(
        name = "split",
        description =
                "Splits the training rows as the recipe says and shows how even the folds are; writes folds.csv and "
                        + "folds.json. The first can be edited and given to a recipe as folds.file.",
        mixinStandardHelpOptions = true)
final class SplitCommand extends WorkbenchCommand {
    @Override
    int work(Run run, Console console) throws IOException, InterruptedException {
        run.split(console).forEach(console::line);
        console.line("folds " + run.folder().file("folds.csv"));
        return 0;
    }
}
