package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.PixelConfusion;
import org.podium.ensemble.PostProcessing;
import org.podium.pipeline.predict.MaskPainter;

/**
 * Predicted masks of the rows held out against the true ones.
 *
 * @param folds counts of each fold's rows, by its number
 * @param pooled counts of all rows, each once
 * @param present rows whose truth has pixels of a class, by its index
 * @param images each prediction by itself
 */
record Judged(List<PixelConfusion> folds, PixelConfusion pooled, int[] present, List<Image> images) {
    /**
     * One fold's prediction for a row.
     *
     * @param pixels whose class is known
     * @param scores by each of {@link MaskMetrics#all}, NaN without such pixels; the counts themselves would take too much
     *     memory with many classes
     */
    record Image(int row, int fold, long pixels, List<Double> scores) {
        static Image of(int row, int fold, PixelConfusion confusion) {
            long pixels = confusion.pixels();
            return new Image(
                    row,
                    fold,
                    pixels,
                    MaskMetrics.all().stream()
                            .map(metric -> pixels == 0 ? Double.NaN : metric.score(confusion))
                            .toList());
        }
    }

    /**
     * Goes through the rows.
     *
     * @param shares of the models, by name
     * @param setting what is done to each mask first
     * @param text what is told beside the progress
     */
    static Judged of(
            MaskJudge judge,
            int classes,
            OptionalInt background,
            Map<String, Double> shares,
            PostProcessing setting,
            String text)
            throws IOException {
        List<PixelConfusion> folds = new ArrayList<>();
        for (int number = 0; number < judge.splits().count(); number++) {
            folds.add(new PixelConfusion(classes, background));
        }
        Judged judged = new Judged(folds, new PixelConfusion(classes, background), new int[classes], new ArrayList<>());
        judge.visit(shares, List.of(setting.threshold()), text, new MaskJudge.Visitor() {
            private MaskPainter last;
            private PixelConfusion ofLast;

            @Override
            public void fold(int row, int fold, byte[] truth, MaskPainter painted) {
                last = painted;
                ofLast = confusion(truth, painted);
                folds.get(fold).add(ofLast);
                judged.images.add(Image.of(row, fold, ofLast));
            }

            /** Where one fold alone holds the row out, its mask is the pooled one. */
            @Override
            public void pooled(int row, byte[] truth, MaskPainter painted) {
                PixelConfusion all = painted == last ? ofLast : confusion(truth, painted);
                judged.pooled.add(all);
                for (int c = 0; c < classes; c++) {
                    judged.present[c] += all.actual(c) > 0 ? 1 : 0;
                }
            }

            private PixelConfusion confusion(byte[] truth, MaskPainter painted) {
                PixelConfusion confusion = new PixelConfusion(classes, background);
                confusion.add(truth, painted.mask(setting));
                return confusion;
            }
        });
        return judged;
    }

    /** Of each fold, and over all rows at once. */
    Scores.Score score(MaskMetric metric) {
        return Scores.Score.of(
                metric.score(pooled), folds.stream().map(metric::score).toList());
    }
}
