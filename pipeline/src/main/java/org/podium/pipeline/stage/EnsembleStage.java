package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/** Models to one prediction: their mean, or the one that is best on out-of-fold predictions, never on test rows. */
final class EnsembleStage implements Stage {
    private final RunConfig config;
    private final RunFolder folder;

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
        files.addAll(JobStage.filesOf(
                config,
                Splits.read(folder).count(),
                PredictStage.oof(config.competition().task())));
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
        Blend blend = Blend.of(config.recipe().ensemble(), metric.higherIsBetter(), models);
        List<double[][]> blended = new ArrayList<>();
        for (int number = 0; number < predictions.splits().count(); number++) {
            Map<String, double[][]> ofFold = new LinkedHashMap<>();
            for (Map.Entry<String, List<double[][]>> model :
                    predictions.models().entrySet()) {
                ofFold.put(model.getKey(), model.getValue().get(number));
            }
            blended.add(blend.of(ofFold));
        }
        new Scores(metric.name(), metric.higherIsBetter(), models, score(metric, predictions, blended), null, List.of())
                .write(folder.file(Scores.FILE));
        blend.write(folder.file(Blend.FILE));
    }

    /** @param folds for each fold: probabilities of its validation rows */
    private static Scores.Score score(Metric metric, OutOfFold predictions, List<double[][]> folds) {
        List<Double> scores = new ArrayList<>();
        for (int number = 0; number < folds.size(); number++) {
            int[] rows = predictions.splits().validation(number);
            scores.add(metric.score(predictions.truth(rows), folds.get(number)));
        }
        return Scores.Score.of(
                metric.score(predictions.truth(predictions.heldOut()), predictions.pooled(folds)), scores);
    }
}
