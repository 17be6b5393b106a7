package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.ensemble.FoldScores;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/** Models to one prediction: their mean, or the one that is best on out-of-fold predictions, never on test rows. */
final class EnsembleStage implements Stage {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunConfig config;
    private final RunFolder folder;

    /**
     * How the models are blended: {@code ensemble.json}.
     *
     * @param method as in the recipe
     * @param domain what is averaged
     * @param weights share of each model, summing to one; models without a share are not there
     */
    record Blend(Recipe.Blend.Method method, Recipe.Domain domain, Map<String, Double> weights) {
        static final String FILE = "ensemble.json";

        Blend {
            weights = new LinkedHashMap<>(weights);
        }

        double[][] of(Map<String, double[][]> predictions) {
            List<double[][]> parts = new ArrayList<>();
            weights.keySet().forEach(model -> parts.add(predictions.get(model)));
            double[] shares =
                    weights.values().stream().mapToDouble(Double::doubleValue).toArray();
            return Averages.in(domain).average(parts, shares);
        }

        static Blend read(Path file) throws IOException {
            return JSON.readValue(file.toFile(), Blend.class);
        }

        void write(Path file) throws IOException {
            AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
        }
    }

    EnsembleStage(RunConfig config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "ensemble";
    }

    @Override
    public List<String> reads() throws IOException {
        List<String> files = new ArrayList<>(List.of(Inventory.FILE, RowTable.TRAIN, FoldTable.FILE));
        files.addAll(JobStage.filesOf(config, Splits.read(folder).count(), PredictStage.OOF));
        return files;
    }

    @Override
    public List<String> writes() {
        return List.of(Blend.FILE);
    }

    /** Scores against solutions are added to the second one later, so it is not among what the stage writes. */
    @Override
    public List<String> summaries() {
        return List.of(Blend.FILE, Scores.FILE);
    }

    @Override
    public String settings() {
        return RunConfig.yaml(config.recipe().ensemble()) + config.competition().metric();
    }

    @Override
    public void run(Display display) throws IOException {
        OutOfFold predictions = OutOfFold.read(config, folder);
        Metric metric = Metrics.named(config.competition().metric());
        Map<String, Scores.Score> models = new LinkedHashMap<>();
        predictions.models().forEach((model, oof) -> models.put(model, score(metric, predictions, oof)));
        Recipe.Blend choice = config.recipe().ensemble();
        Blend blend = new Blend(choice.method(), choice.domain(), weights(choice.method(), metric, models));
        List<double[][]> blended = new ArrayList<>();
        for (int number = 0; number < predictions.splits().count(); number++) {
            Map<String, double[][]> ofFold = new LinkedHashMap<>();
            for (Map.Entry<String, List<double[][]>> model :
                    predictions.models().entrySet()) {
                ofFold.put(model.getKey(), model.getValue().get(number));
            }
            blended.add(blend.of(ofFold));
        }
        new Scores(metric.name(), metric.higherIsBetter(), models, score(metric, predictions, blended), List.of())
                .write(folder.file(Scores.FILE));
        blend.write(folder.file(Blend.FILE));
    }

    private static Map<String, Double> weights(
            Recipe.Blend.Method method, Metric metric, Map<String, Scores.Score> models) {
        Map<String, Double> weights = new LinkedHashMap<>();
        switch (method) {
            case MEAN -> models.keySet().forEach(model -> weights.put(model, 1.0 / models.size()));
            case BEST -> {
                String best = null;
                for (String model : models.keySet()) {
                    // The first of equals, in the recipe's order.
                    if (best == null || better(metric, models.get(model), models.get(best))) {
                        best = model;
                    }
                }
                weights.put(best, 1.0);
            }
        }
        return weights;
    }

    private static boolean better(Metric metric, Scores.Score a, Scores.Score b) {
        return metric.higherIsBetter() ? a.oof() > b.oof() : a.oof() < b.oof();
    }

    /** @param folds for each fold: probabilities of its validation rows */
    private static Scores.Score score(Metric metric, OutOfFold predictions, List<double[][]> folds) {
        List<Double> scores = new ArrayList<>();
        for (int number = 0; number < folds.size(); number++) {
            int[] rows = predictions.splits().validation(number);
            scores.add(metric.score(predictions.truth(rows), folds.get(number)));
        }
        FoldScores spread = new FoldScores(scores);
        Double sd = spread.sd().isPresent() ? spread.sd().getAsDouble() : null;
        double pooled = metric.score(predictions.truth(predictions.heldOut()), predictions.pooled(folds));
        return new Scores.Score(pooled, spread.mean(), sd, scores);
    }
}
