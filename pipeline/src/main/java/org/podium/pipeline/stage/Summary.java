package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.Outcome;
import org.podium.pipeline.run.RunFolder;

/** What a run came to, for people: the table that ends it. */
public final class Summary {
    private final RunConfig config;
    private final RunFolder folder;
    private final Scores scores;

    private Summary(RunConfig config, RunFolder folder, Scores scores) {
        this.config = config;
        this.folder = folder;
        this.scores = scores;
    }

    public static Summary of(RunConfig config, RunFolder folder) throws IOException {
        return new Summary(config, folder, Scores.read(folder.file(Scores.FILE)));
    }

    /** @param seconds what the whole run took */
    public List<String> lines(double seconds) throws IOException {
        List<String> lines = new ArrayList<>();
        int width = Math.max(
                5, config.modelNames().stream().mapToInt(String::length).max().orElse(0));
        Splits splits = Splits.read(folder);
        String metric = (splits.plan().inner().isEmpty() ? "" : "inner ") + scores.metric();
        int metricWidth = Math.max(8, metric.length());
        String head = "%-" + width + "s  %4s  %10s  %10s  %" + metricWidth + "s  %7s";
        lines.add("");
        lines.add(String.format(Locale.ROOT, head, "model", "fold", "best epoch", "valid loss", metric, "seconds"));
        String row = "%-" + width + "s  %4s  %10s  %10.4f  %" + metricWidth + ".4f  %7.1f";
        for (String model : config.modelNames()) {
            for (int fold = 0; fold < splits.count(); fold++) {
                Outcome outcome = Outcome.read(folder.file(RunFolder.fold(model, fold) + "/" + TrainStage.OUTCOME));
                lines.add(String.format(
                        Locale.ROOT,
                        row,
                        model,
                        splits.plan().repeats() > 1 ? splits.repeat(fold) + "." + splits.fold(fold) : "" + fold,
                        outcome.bestEpoch() + "/" + outcome.epochs(),
                        outcome.validLoss(),
                        outcome.validMetric(),
                        outcome.seconds()));
            }
        }
        lines.add("");
        int longest = Math.max(width, "blend".length());
        lines.add("out-of-fold " + scores.metric() + " with test-time augmentation (mean ± sd over folds)");
        for (Map.Entry<String, Scores.Score> model : scores.models().entrySet()) {
            lines.add(score(model.getKey(), longest, model.getValue()));
        }
        lines.add(score("blend", longest, scores.blend()));
        if (config.competition().task().masks()) {
            lines.addAll(masks(scores, longest));
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "submission %s  (%.0f s)",
                folder.file(config.competition().submission().fileName()),
                seconds));
        if (config.competition().solution().isPresent()) {
            lines.add("to score it against the solution: podium score " + folder.root());
        }
        return lines;
    }

    /** What post-processing made of the blend, and each class. */
    private List<String> masks(Scores scores, int width) throws IOException {
        List<String> lines = new ArrayList<>();
        if (scores.submitted() != null) {
            lines.add(score("post-processed", width, scores.submitted()) + ": "
                    + PostProcessed.read(folder.file(PostProcessed.FILE)).text());
        }
        lines.add("");
        ClassScores classes = ClassScores.read(folder);
        int longest = Math.max(
                5,
                classes.lines().stream()
                        .mapToInt(line -> line.name().length())
                        .max()
                        .orElse(0));
        String head = "%-" + longest + "s  %7s  %9s  %6s  %6s";
        lines.add(String.format(Locale.ROOT, head, "class", "images", "pixels", "IoU", "Dice"));
        double all =
                classes.lines().stream().mapToLong(ClassScores.Line::pixels).sum();
        for (ClassScores.Line line : classes.lines()) {
            lines.add(String.format(
                    Locale.ROOT,
                    head,
                    line.name(),
                    line.images(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * line.pixels() / all),
                    shortened(line.iou()),
                    shortened(line.dice())));
        }
        return lines;
    }

    private static String shortened(String score) {
        return score.isEmpty() ? "-" : String.format(Locale.ROOT, "%.4f", Double.parseDouble(score));
    }

    private static String score(String name, int width, Scores.Score score) {
        String spread = score.sd() == null ? "" : String.format(Locale.ROOT, " ± %.4f", score.sd());
        return String.format(
                Locale.ROOT, "  %-" + width + "s  %.4f  (%.4f%s)", name, score.oof(), score.mean(), spread);
    }
}
