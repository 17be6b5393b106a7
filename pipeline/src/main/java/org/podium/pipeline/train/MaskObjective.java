package org.podium.pipeline.train;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.PointerScope;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.ensemble.Averaging;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.PixelConfusion;
import org.podium.ensemble.PostProcessing;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batch;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.predict.MaskPainter;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.predict.PixelViews;

/** To tell the class of every pixel. Trained on crops, validated on whole images, scored over all their pixels at once. */
final class MaskObjective implements Objective {
    private final Recipe.Model model;
    private final MaskExamples examples;
    private final Augmentation augmentation;
    private final MaskMetric metric;
    private final Batches batches;
    private final PixelLoss loss;

    /** What is done to the rows before a network is trained on them. */
    @FunctionalInterface
    interface Augmentation {
        RowSample through(Sequence transforms, ImageRows.Streams streams);
    }

    MaskObjective(
            Recipe.Model model,
            MaskExamples examples,
            Augmentation augmentation,
            MaskMetric metric,
            int readers,
            Device device) {
        this.model = model;
        this.examples = examples;
        this.augmentation = augmentation;
        this.metric = metric;
        this.batches = new Batches(model.imageSize(), model.batchSize(), readers, true);
        this.loss = new PixelLoss(
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
        return augmentation.through(transforms, streams);
    }

    @Override
    public Batches batches() {
        return batches;
    }

    @Override
    public LossFunction loss(Batch batch, Optional<Mix> mix) {
        if (mix.isPresent()) {
            throw new IllegalArgumentException("images with masks are not mixed");
        }
        return loss.of(batch.masks(), batch.rows().length, batch.size(), batch.size());
    }

    /** By rows, so that an update is the mean of its parts' means: how many of a part's pixels count, only its masks tell. */
    @Override
    public double[] shares(List<int[]> parts) {
        double all = parts.stream().mapToInt(part -> part.length).sum();
        return parts.stream().mapToDouble(part -> part.length / all).toArray();
    }

    /** Of an update of one batch; the masks of more are gone by then. */
    @Override
    public OptionalDouble first(int[] rows, Batch last) {
        return last.rows().length == rows.length
                ? OptionalDouble.of(loss.first(last.masks(), rows.length, last.size(), last.size()))
                : OptionalDouble.empty();
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is made inside it
    public Result validate(Network network) throws IOException {
        PixelConfusion confusion = new PixelConfusion(examples.classes(), examples.background());
        Surprise surprise = new Surprise();
        try (Snapshot snapshot = network.snapshot()) {
            PixelPredictor predictor =
                    new PixelPredictor(snapshot, model, examples.classes(), PixelViews.PLAIN, Averaging.PROBABILITY);
            for (int row : examples.validation()) {
                try (PointerScope scope = new PointerScope()) {
                    Sample sample = examples.rows().read(row);
                    byte[] truth = MaskFile.bytes(sample.mask().orElseThrow().labels());
                    MaskPainter painter = new MaskPainter(
                            sample.size().width(),
                            sample.size().height(),
                            examples.classes(),
                            examples.background(),
                            List.of(OptionalDouble.empty()));
                    int[] seen = {0};
                    predictor.predict(sample.image(), (rows, probabilities) -> {
                        painter.rows(rows, probabilities);
                        int pixels = rows * sample.size().width();
                        surprise.add(truth, seen[0], pixels, probabilities, examples.classes());
                        seen[0] += pixels;
                    });
                    confusion.add(truth, painter.mask(PostProcessing.NONE));
                }
            }
        }
        return new Result(surprise.mean(), metric.score(confusion));
    }

    /** Cross-entropy of the pixels whose class is known. */
    private static final class Surprise {
        private double sum;
        private long pixels;

        void add(byte[] truth, int first, int count, float[] probabilities, int classes) {
            for (int i = 0; i < count; i++) {
                int c = truth[first + i] & 0xff;
                if (c != MaskCoding.IGNORED) {
                    sum -= StrictMath.log(Math.max(probabilities[i * classes + c], Validation.LEAST));
                    pixels++;
                }
            }
        }

        double mean() {
            return pixels == 0 ? 0 : sum / pixels;
        }
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
        batches.close();
    }
}
