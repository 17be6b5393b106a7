package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.WorkerFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of {@code podium}. */
@Command(
        name = "podium",
        description = "From a competition's data folder to a validated submission.",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            AugmentCommand.class,
            SplitCommand.class,
            AdversarialCommand.class,
            ScoreCommand.class,
            ExportCommand.class,
            WeightsCommand.class,
            EvaluateCommand.class,
            PretrainCommand.class,
            SchemaCommand.class,
            BenchCommand.class,
            WorkerCommand.class,
            EvaluationCommand.class,
            PretrainWorkerCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        version = "podium 0.1.0",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done",
            "1:a fault of podium",
            "2:something that you can change: options, configuration, data, disk",
            "3:a worker process died"
        })
public final class Main {
    private static final int FAULT = 1;
    private static final int USER = 2;
    private static final int WORKER = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setParameterExceptionHandler(Main::onBadArguments);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> onFailure(e, command));
        return commandLine;
    }

    private static int onBadArguments(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && command.getParent() == null) {
            String word = unmatched.getUnmatched().get(0);
            command.getErr()
                    .println("podium: there is no command '" + word + "'; " + Nearest.hint(word, commands(command)));
            return USER;
        }
        command.getErr().println("podium: " + e.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return USER;
    }

    private static List<String> commands(CommandLine command) {
        return command.getSubcommands().entrySet().stream()
                .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int onFailure(Exception e, CommandLine command) {
        if (e instanceof UserError) {
            command.getErr().println("podium: " + e.getMessage());
            return USER;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            command.getErr().println("podium: " + Mistakes.describe(e));
            return USER;
        }
        if (e instanceof WorkerFailure) {
            command.getErr().println("podium: " + e.getMessage());
            return WORKER;
        }
        e.printStackTrace(command.getErr());
        command.getErr().println("podium: this is a fault of podium; please report it with the lines above: " + e);
        return FAULT;
    }
}
