package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.PostProcessing;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/**
 * Models that predict masks to one prediction, and what is done to its masks. Both are chosen on out-of-fold predictions,
 * never on test rows.
 */
final class MaskEnsembleStage implements Stage {
    /** What is submitted, among models, which cannot be called that. */
    private static final String SUBMITTED = "(submitted)";

    private final RunConfig config;
    private final RunFolder folder;

    MaskEnsembleStage(RunConfig config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "ensemble";
    }

    @Override
    public List<String> reads() throws IOException {
        Task task = config.competition().task();
        List<String> files = new ArrayList<>(TrainStage.shared(task));
        files.addAll(JobStage.filesOf(config, Splits.read(folder).count(), PredictStage.oof(task)));
        return files;
    }

    @Override
    public List<String> writes() {
        return List.of(Blend.FILE, PostProcessed.FILE, ImageScores.FILE, ClassScores.FILE);
    }

    /** Scores against solutions are added to the scores later, so these are not among what the stage writes. */
    @Override
    public List<String> summaries() {
        return List.of(Blend.FILE, PostProcessed.FILE, ImageScores.FILE, ClassScores.FILE, Scores.FILE);
    }

    @Override
    public String settings() {
        return config.recipe().seed()
                + RunConfig.yaml(config.recipe().ensemble())
                + RunConfig.yaml(config.recipe().postProcess())
                + RunConfig.yaml(config.competition());
    }

    @Override
    public void run(Display display) throws IOException {
        MaskMetric metric = MaskMetrics.named(config.competition().metric());
        try (Display.Task task = display.task("ensemble");
                MaskJudge judge = MaskJudge.open(config, folder, task)) {
            Map<String, Judged> judged = new LinkedHashMap<>();
            Map<String, Scores.Score> models = new LinkedHashMap<>();
            for (String model : config.modelNames()) {
                judged.put(model, judged(judge, Map.of(model, 1.0), PostProcessing.NONE, model));
                models.put(model, judged.get(model).score(metric));
            }
            Blend blend = Blend.of(config.recipe().ensemble(), metric.higherIsBetter(), models);
            Map<String, Double> shares = blend.weights();
            Judged blended = shares.size() == 1
                    ? judged.get(shares.keySet().iterator().next())
                    : judged(judge, shares, PostProcessing.NONE, "blend");
            PostProcessed chosen = PostProcessed.choose(config, judge, shares, metric);
            boolean none = chosen.setting().equals(PostProcessing.NONE);
            Judged submitted = none ? blended : judged(judge, shares, chosen.setting(), "post-processed blend");
            judged.put(SUBMITTED, submitted);
            ImageScores.write(folder, judge.splits(), RowTable.read(folder.file(RowTable.TRAIN)), judged);
            ClassScores.of(Inventory.read(folder.file(Inventory.FILE)).classes(), submitted)
                    .write(folder);
            new Scores(
                            metric.name(),
                            metric.higherIsBetter(),
                            models,
                            blended.score(metric),
                            none ? null : submitted.score(metric),
                            List.of())
                    .write(folder.file(Scores.FILE));
            chosen.write(folder.file(PostProcessed.FILE));
            blend.write(folder.file(Blend.FILE));
        }
    }

    private Judged judged(MaskJudge judge, Map<String, Double> shares, PostProcessing setting, String text)
            throws IOException {
        return Judged.of(
                judge,
                config.competition().classes().size(),
                config.competition().backgroundIndex(),
                shares,
                setting,
                text);
    }
}
