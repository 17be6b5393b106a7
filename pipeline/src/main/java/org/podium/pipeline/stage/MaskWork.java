package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Resize;
import org.podium.augment.Sequence;
import org.podium.ensemble.MaskMetrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.predict.PixelFile;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.predict.PixelViews;
import org.podium.pipeline.preflight.Subject;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.MaskExamples;
import org.podium.pipeline.train.Trainer;

/** One class a pixel. */
record MaskWork(WorkerContext context, RowTable rows, MaskExamples examples) implements Work {
    static MaskWork of(WorkerContext context) throws IOException {
        RowTable rows = context.train();
        MaskTable masks = MaskTable.read(context.folder());
        List<String> classes = context.inventory().classes();
        Splits splits = Splits.read(context.folder(), rows);
        return new MaskWork(
                context,
                rows,
                new MaskExamples(
                        masks.rows(rows.imageRows(), context.config().competition()),
                        rows.rarestClasses(classes),
                        masks.pixels(),
                        classes.size(),
                        context.config().competition().backgroundIndex(),
                        splits.training(context.fold()),
                        splits.choosing(context.fold())));
    }

    @Override
    public Subject subject() throws IOException {
        Examples images = new Examples(
                rows.imageRows(), examples.labels(), examples.classes(), examples.training(), examples.validation());
        return context.subject(images, Optional.of(examples), rows.labels());
    }

    @Override
    public Fit fit(Trainer trainer) throws IOException {
        return trainer.fit(
                examples, MaskMetrics.named(context.config().competition().metric()));
    }

    @Override
    public float[] proof(Map<String, Tensor> weights) throws IOException {
        int size = context.model().imageSize();
        int[] few = Arrays.copyOf(
                examples.validation(),
                Math.min(examples.validation().length, context.model().batchSize()));
        float[][] probabilities = new float[1][];
        try (Network network = context.network(weights);
                Snapshot snapshot = network.snapshot();
                Batches batches = new Batches(size, few.length, context.readers())) {
            RowSample crops = examples.rows()
                    .images()
                    .through(
                            new Sequence(List.of(new Resize(size, true))),
                            (id, transform) -> context.seed().stream("proof", id, transform));
            batches.forEach(
                    few,
                    crops,
                    batch -> probabilities[0] = snapshot.pixelProbabilities(
                            batch.pixels(),
                            few.length,
                            size,
                            size,
                            context.model().loss()));
        }
        return probabilities[0];
    }

    @Override
    public void predict(Network network, Path workplace) throws IOException {
        Task task = context.config().competition().task();
        RowTable test = context.test();
        int[] heldOut = Splits.read(context.folder(), rows).validation(context.fold());
        int[] all = IntStream.range(0, test.size()).toArray();
        int total = heldOut.length + all.length;
        try (Snapshot snapshot = network.snapshot()) {
            Recipe.Tta tta = context.config().recipe().tta();
            PixelPredictor predictor = new PixelPredictor(
                    snapshot, context.model(), examples.classes(), PixelViews.of(tta), Averages.in(tta.domain()));
            predict(predictor, rows, heldOut, workplace.resolve(PredictStage.oof(task)), context.partOf(0, total));
            predict(
                    predictor,
                    test,
                    all,
                    workplace.resolve(PredictStage.test(task)),
                    context.partOf(heldOut.length, total));
        }
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private void predict(PixelPredictor predictor, RowTable table, int[] which, Path file, Event.Sink events)
            throws IOException {
        try (PixelFile.Writer writer = new PixelFile.Writer(file)) {
            for (int i = 0; i < which.length; i++) {
                String id = table.ids().get(which[i]);
                try (PointerScope scope = new PointerScope()) {
                    Mat image = ImageFile.read(table.images().get(which[i]));
                    writer.begin(id, image.rows(), image.cols(), examples.classes());
                    int line = image.cols() * examples.classes();
                    predictor.predict(image, (count, probabilities) -> writer.rows(probabilities, count * line));
                }
                events.tell(new Event.Progress(i + 1, which.length, id, false));
            }
        }
    }
}
