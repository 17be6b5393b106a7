package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.stage.Scores;
import org.podium.pipeline.stage.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium score}. */
@Command(
        name = "score",
        description = "Scores a run's submission against a solution file and appends it to scores.json.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "The run's folder.")
    private Path run;

    @Option(
            names = "--solution",
            paramLabel = "FILE",
            description = "CSV with ids and labels. Default: what competition.yaml names.")
    private Optional<Path> solution;

    @Override
    public Integer call() throws Exception {
        Scores.SolutionScore score = Scoring.score(new RunFolder(run), solution);
        spec.commandLine()
                .getOut()
                .println(String.format(
                        Locale.ROOT,
                        "%s %.5f on %d rows of %s",
                        score.metric(),
                        score.score(),
                        score.rows(),
                        score.solution()));
        double[] folds = score.folds().stream().mapToDouble(Double::doubleValue).toArray();
        if (folds.length > 1) {
            spec.commandLine()
                    .getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "the networks of one fold alone: %.5f (mean of %d folds, %.5f to %.5f); out of fold they had %.5f",
                            Arrays.stream(folds).average().orElseThrow(),
                            folds.length,
                            Arrays.stream(folds).min().orElseThrow(),
                            Arrays.stream(folds).max().orElseThrow(),
                            Scores.read(new RunFolder(run).file(Scores.FILE))
                                    .blend()
                                    .oof()));
        }
        return 0;
    }
}
