package org.podium.pipeline.train;

import ai.djl.Device;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metric;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batch;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Network;

/** To tell the class of an image. */
final class ClassObjective implements Objective {
    private final Examples examples;
    private final Metric metric;
    private final Batches batches;
    private final Validation validation;
    private final Loss loss;

    /** @param streams of the view's transforms */
    ClassObjective(
            Recipe.Model model,
            Examples examples,
            Metric metric,
            ImageRows.Streams streams,
            int readers,
            Device device) {
        this.examples = examples;
        this.metric = metric;
        this.batches = new Batches(model.imageSize(), model.batchSize(), readers);
        this.validation = new Validation(model, examples, metric, streams, readers);
        this.loss = new Loss(
                model.loss(),
                model.labelSmoothing(),
                model.classWeights().map(weights -> weights.values(examples.trainingCounts())),
                examples.classes(),
                device);
    }

    @Override
    public int[] training() {
        return examples.training();
    }

    @Override
    public int[] labels() {
        return examples.labels();
    }

    @Override
    public RowSample through(Sequence transforms, ImageRows.Streams streams) {
        return examples.rows().through(transforms, streams);
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public LossFunction loss(Batch batch, Optional<Mix> mix) {
        long[] labels = labels(batch.rows());
        return mix.map(m -> Loss.mixed(loss.of(labels), loss.of(m.partners(labels)), m.share()))
                .orElseGet(() -> loss.of(labels));
    }

    @Override
    public double[] shares(List<int[]> parts) {
        return loss.shares(parts.stream().map(this::labels).toList());
    }

    @Override
    public OptionalDouble first(int[] rows, Batch last) {
        return loss.first(labels(rows));
    }

    private long[] labels(int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> examples.labels()[row]).toArray();
    }

    @Override
    public Result validate(Network network) throws IOException {
        return validation.of(network);
    }

    @Override
    public String metric() {
        return metric.name();
    }

    @Override
    public boolean higherIsBetter() {
        return metric.higherIsBetter();
    }

    @Override
    public void close() {
        loss.close();
        validation.close();
        batches.close();
    }
}
