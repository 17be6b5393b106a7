package org.podium.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.stage.AugmentSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code podium augment}. */
@Command(
        name = "augment",
        description =
                "Writes a page of training rows as their files have them, as training will see them epoch by epoch, and "
                        + "as evaluation sees them, masks laid over. Nothing is trained.",
        mixinStandardHelpOptions = true)
final class AugmentCommand implements Callable<Integer> {
    private static final int MOST = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CompetitionOptions options;

    @Option(names = "--model", paramLabel = "NAME", description = "Which of the recipe's models. Default: the first.")
    private Optional<String> model;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The page, an HTML file. Default: check/augment.html in the competition's runs.")
    private Optional<Path> out;

    @Option(names = "--samples", paramLabel = "N", description = "Rows to show. Default: ${DEFAULT-VALUE}.")
    private int samples = 8;

    @Option(names = "--draws", paramLabel = "N", description = "Epochs to show of each row. Default: ${DEFAULT-VALUE}.")
    private int draws = 6;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            description = "The first of these epochs, counted from 1. Default: ${DEFAULT-VALUE}.")
    private int epoch = 1;

    @Override
    public Integer call() throws Exception {
        require("--samples", samples, MOST);
        require("--draws", draws, MOST);
        require("--epoch", epoch, Integer.MAX_VALUE - MOST);
        try (Console console = Console.of(spec.commandLine().getOut())) {
            Path page = AugmentSheet.write(
                    new AugmentSheet.Request(
                            options.order(List.of(), Optional.empty()), model, samples, draws, epoch, out),
                    console);
            console.line(String.format(Locale.ROOT, "page %s  (%.1f MB)", page, Files.size(page) / 1e6));
        }
        return 0;
    }

    private void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + ": " + value + ", expected 1 to " + most);
        }
    }
}
