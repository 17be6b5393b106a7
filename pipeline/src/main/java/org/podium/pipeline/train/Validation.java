package org.podium.pipeline.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metric;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.ClassProbabilities;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;

/** How well a network does on the rows held out. */
final class Validation implements AutoCloseable {
    /** Least probability whose logarithm is taken, the distance from 1 to the next double. */
    static final double LEAST = Math.ulp(1.0);

    private final Recipe.Model model;
    private final Examples examples;
    private final Metric metric;
    private final ImageRows.Streams streams;
    private final Batches batches;

    /** @param streams of the view's transforms */
    Validation(Recipe.Model model, Examples examples, Metric metric, ImageRows.Streams streams, int readers) {
        this.model = model;
        this.examples = examples;
        this.metric = metric;
        this.streams = streams;
        this.batches = new Batches(model.viewSize(), model.batchSize(), readers);
    }

    Objective.Result of(Network network) throws IOException {
        List<double[]> probabilities = new ArrayList<>();
        double[] loss = {0};
        int size = model.viewSize();
        try (Snapshot snapshot = network.snapshot()) {
            batches.forEach(
                    examples.validation(), examples.rows().through(new Sequence(model.view()), streams), batch -> {
                        float[][] logits = snapshot.logits(batch.pixels(), batch.rows().length, size, size);
                        for (int i = 0; i < logits.length; i++) {
                            double[] p = ClassProbabilities.of(model.loss(), logits[i]);
                            loss[0] -= StrictMath.log(Math.max(p[examples.labels()[batch.rows()[i]]], LEAST));
                            probabilities.add(p);
                        }
                    });
        }
        int[] truth = Arrays.stream(examples.validation())
                .map(row -> examples.labels()[row])
                .toArray();
        return new Objective.Result(
                loss[0] / truth.length, metric.score(truth, probabilities.toArray(double[][]::new)));
    }

    @Override
    public void close() {
        batches.close();
    }
}
