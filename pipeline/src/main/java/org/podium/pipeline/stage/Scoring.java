package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Solution;
import org.podium.pipeline.competition.Submitted;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.RunFolder;

/** Scores a submission when the true labels are known. The only reader of a solution. */
public final class Scoring {
    private Scoring() {}

    /**
     * Scores the run's submission and appends the score to its {@code scores.json}.
     *
     * @param file the solution; empty: the one that the competition names
     */
    public static Scores.SolutionScore score(RunFolder run, Optional<Path> file) throws IOException {
        if (!Files.exists(run.config())) {
            throw missing(run, SubmitStage.FILE);
        }
        RunConfig config = RunConfig.read(run.config());
        Competition competition = config.competition();
        Path solution = file.or(() -> competition
                        .solution()
                        .map(name -> Path.of(config.competitionFolder(), competition.data(), name)))
                .orElseThrow(
                        () -> new UserError("competition.yaml names no solution; give the file with --solution FILE"));
        Scores.SolutionScore score =
                competition.task().masks() ? MaskScoring.score(run, config, solution) : classes(run, config, solution);
        Path scores = run.file(Scores.FILE);
        Scores.read(scores).with(score).write(scores);
        return score;
    }

    /** @throws UserError if the run has no file of that name */
    static Path submission(RunFolder run, String name) {
        Path submission = run.file(name);
        if (!Files.exists(submission)) {
            throw missing(run, name);
        }
        return submission;
    }

    private static UserError missing(RunFolder run, String name) {
        return new UserError(run.root() + ": there is no " + name + " in it; is it the folder of a finished run?");
    }

    private static Scores.SolutionScore classes(RunFolder run, RunConfig config, Path solutionFile) throws IOException {
        Competition competition = config.competition();
        Path submission = submission(run, SubmitStage.FILE);
        Solution solution = Solution.read(solutionFile, competition.submission());
        List<String> classes = Inventory.read(run.file(Inventory.FILE)).classes();
        Submitted submitted = Submitted.read(submission, competition.submission(), classes);
        int[] truth = solution.labelsOf(submitted.ids()).stream()
                .mapToInt(classes::indexOf)
                .toArray();
        for (int row = 0; row < truth.length; row++) {
            if (truth[row] < 0) {
                throw new UserError(
                        solutionFile + ": the label of '" + submitted.ids().get(row) + "' is no class of the run");
            }
        }
        Metric metric = Metrics.named(competition.metric());
        return new Scores.SolutionScore(
                solutionFile.getFileName().toString(),
                metric.name(),
                metric.score(truth, submitted.probabilities()),
                truth.length,
                ofFolds(run, config, submitted.ids(), truth, metric));
    }

    private static List<Double> ofFolds(RunFolder run, RunConfig config, List<String> ids, int[] truth, Metric metric)
            throws IOException {
        Blend blend = Blend.read(run.file(Blend.FILE));
        double[] shares = Inventory.read(run.file(Inventory.FILE)).shares();
        List<String> rows = RowTable.read(run.file(RowTable.TEST)).ids();
        int folds = Splits.read(run).count();
        List<Double> scores = new ArrayList<>();
        for (int number = 0; number < folds; number++) {
            Map<String, double[][]> models = new HashMap<>();
            for (String model : config.modelNames()) {
                models.put(
                        model,
                        Npy.read(run.file(RunFolder.fold(model, number) + "/"
                                + PredictStage.test(config.competition().task()))));
            }
            double[][] blended = blend.of(models);
            Map<String, double[]> byId = new HashMap<>();
            for (int row = 0; row < blended.length; row++) {
                byId.put(rows.get(row), blended[row]);
            }
            scores.add(metric.score(
                    truth, ids.stream().map(id -> byId.getOrDefault(id, shares)).toArray(double[][]::new)));
        }
        return scores;
    }
}
