package org.podium.pipeline.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.podium.ensemble.Averaging;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.ClassProbabilities;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;

/** Predicts class probabilities with test-time augmentation. */
public final class Predictor {
    private final Recipe.Model model;
    private final Averaging averaging;
    private final List<View> views;
    private final Seed seed;
    private final int readers;

    /** @param readers threads that read images */
    public Predictor(Recipe.Model model, Recipe.Tta tta, Seed seed, int readers) {
        this.model = model;
        this.averaging = Averages.in(tta.domain());
        this.views = View.of(model, tta);
        this.seed = seed;
        this.readers = readers;
    }

    /** How many views each image is looked at through. */
    public int views() {
        return views.size();
    }

    /**
     * Class probabilities of some rows, averaged over the views. A view's random crops follow from the seed and the row's id, so they are the same for every model and
     * fold.
     *
     * @param which rows to predict, at least one
     * @return one row of probabilities each, in the order of {@code which}
     */
    public double[][] predict(Network network, ImageRows rows, int[] which, Event.Sink events) throws IOException {
        int size = model.viewSize();
        List<double[][]> predictions = new ArrayList<>();
        long total = (long) which.length * views.size();
        try (Snapshot snapshot = network.snapshot();
                Batches batches = new Batches(size, model.batchSize(), readers)) {
            for (int v = 0; v < views.size(); v++) {
                View view = views.get(v);
                long before = (long) v * which.length;
                List<double[]> rowsDone = new ArrayList<>();
                batches.forEach(
                        which,
                        view.of(rows, (id, transform) -> seed.stream("view", view.name(), id, transform)),
                        batch -> {
                            for (float[] logits : snapshot.logits(batch.pixels(), batch.rows().length, size, size)) {
                                rowsDone.add(ClassProbabilities.of(model.loss(), logits));
                            }
                            events.tell(new Event.Progress(before + rowsDone.size(), total, view.name(), false));
                        });
                predictions.add(rowsDone.toArray(double[][]::new));
            }
        }
        return averaging.average(predictions);
    }
}
