package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.stage.Exporting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium export}. */
@Command(
        name = "export",
        description = "Writes each fold's network of a run as a TorchScript file with its weights inside: uint8 images "
                + "(N, H, W, 3) in RGB to class probabilities (N, C), for PyTorch or DJL, without podium.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go. Default: export in the run's folder.")
    private Optional<Path> out;

    @Override
    public Integer call() throws Exception {
        RunFolder folder = new RunFolder(run);
        Exporting.export(folder, out.orElse(folder.file("export")), file -> spec.commandLine()
                .getOut()
                .println(file));
        return 0;
    }
}
