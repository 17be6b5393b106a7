package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.predict.Predictor;
import org.podium.pipeline.preflight.Subject;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.Trainer;

/** One class an image. */
record ClassWork(WorkerContext context, RowTable rows, Examples examples) implements Work {
    static ClassWork of(WorkerContext context) throws IOException {
        RowTable rows = context.train();
        List<String> classes = context.inventory().classes();
        Splits splits = Splits.read(context.folder(), rows);
        return new ClassWork(
                context,
                rows,
                new Examples(
                        rows.imageRows(),
                        rows.classes(classes),
                        classes.size(),
                        splits.training(context.fold()),
                        splits.choosing(context.fold())));
    }

    @Override
    public Subject subject() throws IOException {
        return context.subject(examples, Optional.empty(), rows.labels());
    }

    @Override
    public Fit fit(Trainer trainer) throws IOException {
        return trainer.fit(
                examples, Metrics.named(context.config().competition().metric()));
    }

    @Override
    public float[] proof(Map<String, Tensor> weights) throws IOException {
        Recipe.Model model = context.model();
        int[] few = Arrays.copyOf(examples.validation(), Math.min(examples.validation().length, model.batchSize()));
        int size = model.viewSize();
        try (Network network = context.network(weights);
                Batches batches = new Batches(size, few.length, context.readers())) {
            float[][][] logits = new float[1][][];
            batches.forEach(
                    few,
                    examples.rows()
                            .through(
                                    new Sequence(model.view()),
                                    (id, transform) -> context.seed().stream("proof", id, transform)),
                    batch -> logits[0] = network.logits(batch.pixels(), few.length, size, size));
            return flat(logits[0]);
        }
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
        }
        return flat;
    }

    @Override
    public void predict(Network network, Path workplace) throws IOException {
        Predictor predictor =
                new Predictor(context.model(), context.config().recipe().tta(), context.seed(), context.readers());
        Task task = context.config().competition().task();
        RowTable test = context.test();
        int[] heldOut = Splits.read(context.folder(), rows).validation(context.fold());
        int[] all = IntStream.range(0, test.size()).toArray();
        long before = (long) predictor.views() * heldOut.length;
        long total = before + (long) predictor.views() * all.length;
        Npy.write(
                workplace.resolve(PredictStage.oof(task)),
                predictor.predict(network, rows.imageRows(), heldOut, context.partOf(0, total)));
        Npy.write(
                workplace.resolve(PredictStage.test(task)),
                predictor.predict(network, test.imageRows(), all, context.partOf(before, total)));
    }
}
