package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.podium.pipeline.pretrain.Pretrain;
import org.podium.pipeline.run.LocalLauncher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium pretrain}. */
@Command(
        name = "pretrain",
        description =
                "Trains a network from scratch on labelled images and on images drawn from formulas, and keeps its "
                        + "weights for recipes to start from.",
        mixinStandardHelpOptions = true)
final class PretrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration, such as competitions/pretrain/resnet10.yaml.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for weights, history, manifest and log. Drawn images are kept beside it.")
    private Path out;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one key of the configuration, such as model.epochs=30. May be repeated.")
    private List<String> settings = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Pretrain pretrain = Pretrain.prepare(file, settings, out);
        try (Console console = Console.of(spec.commandLine().getOut());
                LocalLauncher launcher = new LocalLauncher(Main.class.getName(), PretrainWorkerCommand.NAME)) {
            pretrain.go(launcher, console);
        }
        return 0;
    }
}
