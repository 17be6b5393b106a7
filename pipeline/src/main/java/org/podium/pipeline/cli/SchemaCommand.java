package org.podium.pipeline.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.RecipeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium schema}. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of a configuration file, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    enum Kind {
        COMPETITION,
        RECIPE
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "KIND", description = "competition or recipe")
    private Kind kind;

    @Override
    public Integer call() {
        ObjectNode schema = kind == Kind.COMPETITION ? CompetitionFile.schema() : RecipeFile.schema();
        spec.commandLine().getOut().println(schema.toPrettyString());
        return 0;
    }
}
