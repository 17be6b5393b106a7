package org.podium.pipeline.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.ensemble.FoldScores;
import org.podium.pipeline.run.AtomicFiles;

/**
 * A run's scores: {@code scores.json}.
 *
 * @param metric the competition's metric
 * @param higherIsBetter its direction
 * @param models by model
 * @param blend of the blended prediction
 * @param submitted of the blended prediction after post-processing; null where there is none
 * @param solutions scores of the submission against solution files, in the order they were asked for
 */
public record Scores(
        String metric,
        @JsonProperty("higher_is_better") boolean higherIsBetter,
        Map<String, Score> models,
        Score blend,
        @JsonInclude(JsonInclude.Include.NON_NULL) Score submitted,
        List<SolutionScore> solutions) {
    public static final String FILE = "scores.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * Out-of-fold scores.
     *
     * @param oof over all held-out rows at once
     * @param mean over folds
     * @param sd sample standard deviation over folds; null for one fold
     * @param folds of each fold
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Score(double oof, double mean, Double sd, List<Double> folds) {
        static Score of(double oof, List<Double> folds) {
            FoldScores spread = new FoldScores(folds);
            return new Score(
                    oof, spread.mean(), spread.sd().isPresent() ? spread.sd().getAsDouble() : null, folds);
        }
    }

    /**
     * A score against known labels.
     *
     * @param solution the file's name
     * @param metric the metric's name
     * @param rows rows scored
     * @param folds scores of what the networks of each fold predict alone, which is what out-of-fold scores are of; the
     *     submission is their average, and so mostly better
     */
    public record SolutionScore(String solution, String metric, double score, int rows, List<Double> folds) {}

    public Scores {
        models = new LinkedHashMap<>(models);
        solutions = List.copyOf(solutions);
    }

    public static Scores read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Scores.class);
    }

    public void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }

    /** The same with one more score of the submission. */
    public Scores with(SolutionScore score) {
        List<SolutionScore> more = new ArrayList<>(solutions);
        more.add(score);
        return new Scores(metric, higherIsBetter, models, blend, submitted, more);
    }
}
