package org.podium.pipeline.train;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metric;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.RowImage;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.network.Softmax;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;

/** Fits one network on one fold and keeps the weights of its best epoch. */
public final class Trainer {
    private final Recipe.Model model;
    private final int fold;
    private final Seed seed;
    private final Metric metric;
    private final Numbers numbers;
    private final Device device;
    private final int readers;
    private final Event.Sink events;

    /**
     * @param metric decides the best epoch
     * @param readers threads that read images
     * @param events told after every few steps, and of what looks wrong
     */
    public Trainer(
            Recipe.Model model,
            int fold,
            Seed seed,
            Metric metric,
            Numbers numbers,
            Device device,
            int readers,
            Event.Sink events) {
        this.model = model;
        this.fold = fold;
        this.seed = seed;
        this.metric = metric;
        this.numbers = numbers;
        this.device = device;
        this.readers = readers;
        this.events = events;
    }

    /**
     * MiB of Java heap that a process needs for it: the weights are there up to five times while a network starts, is
     * copied and is written.
     */
    public static int heapMegabytes(Recipe.Model model, int classes) {
        long numbers = Networks.named(model.network(), model.width(), classes).shapes().values().stream()
                .mapToLong(Tensor::size)
                .sum();
        return (int) (192 + 5 * Float.BYTES * numbers / (1 << 20));
    }

    /**
     * Trains.
     *
     * @throws UserError when the loss or a gradient is no longer finite, or the given weights do not fit
     */
    public Fit fit(Examples examples) throws IOException {
        return fit(examples, soFar -> {});
    }

    /**
     * The same, told after every epoch what there is so far.
     *
     * @param keeper whoever does not want to lose it
     */
    public Fit fit(Examples examples, Fit.Keeper keeper) throws IOException {
        Architecture architecture = Networks.named(model.network(), model.width(), examples.classes());
        Map<String, Tensor> start = Start.weights(model, architecture, seed, fold);
        try (Network network = new Network(architecture, start, numbers, model.mean(), model.sd(), device);
                Batches training = new Batches(model.imageSize(), model.batchSize(), readers);
                Batches validation = new Batches(model.viewSize(), model.batchSize(), readers)) {
            return new Loop(examples, network, training, validation).run(keeper);
        }
    }

    /** The state of one fit. */
    private final class Loop {
        private final Examples examples;
        private final Network network;
        private final Batches training;
        private final Batches validation;
        private final Schedule schedule;
        private final int stepsPerEpoch;
        private final List<Epoch> history = new ArrayList<>();
        private final TrainingStep update;
        private int step;
        private double lossSum;
        private long rowsSeen;

        Loop(Examples examples, Network network, Batches training, Batches validation) {
            this.examples = examples;
            this.network = network;
            this.training = training;
            this.validation = validation;
            this.update = new TrainingStep(
                    network, model.weightDecay(), model.clipNorm().orElse(Double.POSITIVE_INFINITY));
            this.stepsPerEpoch = (trainable(examples.training().length) + model.batchSize() - 1) / model.batchSize();
            this.schedule = new Schedule(
                    model.lr(), (int) Math.round(model.warmUp() * stepsPerEpoch), model.epochs() * stepsPerEpoch);
        }

        /** Rows an epoch uses: a last batch of one row is left out, since BatchNorm has no variance to take from it. */
        private int trainable(int rows) {
            return rows % model.batchSize() == 1 ? rows - 1 : rows;
        }

        Fit run(Fit.Keeper keeper) throws IOException {
            Epoch best = null;
            Map<String, Tensor> weights = null;
            try {
                for (int epoch = 1; epoch <= model.epochs(); epoch++) {
                    Epoch now = epoch(epoch);
                    history.add(now);
                    if (best == null || better(now, best)) {
                        best = now;
                        weights = network.tensors();
                    }
                    tell(now, best);
                    keeper.keep(new Fit(List.copyOf(history), best, weights));
                    if (model.patience().isPresent()
                            && epoch - best.epoch() >= model.patience().get()) {
                        break;
                    }
                }
            } finally {
                update.close();
            }
            return new Fit(List.copyOf(history), best, weights);
        }

        private boolean better(Epoch a, Epoch b) {
            int byMetric = Double.compare(a.validMetric(), b.validMetric());
            if (byMetric == 0) {
                return a.validLoss() < b.validLoss();
            }
            return metric.higherIsBetter() == byMetric > 0;
        }

        private Epoch epoch(int epoch) throws IOException {
            int[] order = shuffled(examples.training(), seed.stream("shuffle", model.name(), fold, epoch));
            order = java.util.Arrays.copyOf(order, trainable(order.length));
            RowImage images = examples.rows()
                    .through(
                            new Sequence(model.augment()),
                            (id, transform) -> seed.stream("augment", model.name(), fold, epoch, id, transform));
            lossSum = 0;
            rowsSeen = 0;
            long start = System.nanoTime();
            training.forEach(order, images, batch -> {
                train(epoch, batch.rows(), batch.pixels());
                tellProgress(epoch, (System.nanoTime() - start) / 1e9);
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            double lr = schedule.rate(step - 1);
            return validate(new Epoch(epoch, step, lr, lossSum / rowsSeen, 0, 0, rowsSeen / seconds));
        }

        private void train(int epoch, int[] rows, java.nio.ByteBuffer pixels) {
            long[] labels = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = examples.labels()[rows[i]];
            }
            int size = model.imageSize();
            double lr = schedule.rate(step);
            TrainingStep.Result result = update.take(pixels, size, size, labels, (float) model.labelSmoothing(), lr);
            if (step == 0 && model.weights().isEmpty()) {
                firstLossWarning(result.loss(), examples.classes())
                        .ifPresent(text -> events.tell(new Event.Warning(text)));
            }
            if (!result.finite()) {
                throw new UserError(String.format(
                        Locale.ROOT,
                        "the loss is %s and the gradient's norm %s at epoch %d, step %d, learning rate %.3g; "
                                + "try a lower lr, a longer warm-up or clip-norm",
                        result.loss(),
                        result.norm(),
                        epoch,
                        step + 1,
                        lr));
            }
            step++;
            lossSum += result.loss() * rows.length;
            rowsSeen += rows.length;
        }

        private Epoch validate(Epoch e) throws IOException {
            RowImage images = examples.rows()
                    .through(
                            new Sequence(model.view()),
                            (id, transform) -> seed.stream("view", model.name(), fold, id, transform));
            List<double[]> probabilities = new ArrayList<>();
            double[] loss = {0};
            int size = model.viewSize();
            try (Snapshot snapshot = network.snapshot()) {
                validation.forEach(examples.validation(), images, batch -> {
                    float[][] logits = snapshot.logits(batch.pixels(), batch.rows().length, size, size);
                    for (int i = 0; i < logits.length; i++) {
                        loss[0] -= Softmax.logOf(logits[i])[examples.labels()[batch.rows()[i]]];
                        probabilities.add(Softmax.of(logits[i]));
                    }
                });
            }
            int[] truth = java.util.Arrays.stream(examples.validation())
                    .map(row -> examples.labels()[row])
                    .toArray();
            double validLoss = loss[0] / truth.length;
            if (!Double.isFinite(validLoss)) {
                throw new UserError(String.format(
                        Locale.ROOT,
                        "the validation loss is %s after epoch %d, step %d, learning rate %.3g; try a lower lr or fp32",
                        validLoss,
                        e.epoch(),
                        e.step(),
                        e.lr()));
            }
            double score = metric.score(truth, probabilities.toArray(double[][]::new));
            return new Epoch(e.epoch(), e.step(), e.lr(), e.trainLoss(), validLoss, score, e.imagesPerSecond());
        }

        private void tellProgress(int epoch, double seconds) {
            String text = String.format(
                    Locale.ROOT,
                    "epoch %d/%d  loss %.3f%s  %.0f img/s",
                    epoch,
                    model.epochs(),
                    lossSum / rowsSeen,
                    history.isEmpty()
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "  %s %.4f",
                                    metric.name(),
                                    history.get(history.size() - 1).validMetric()),
                    rowsSeen / seconds);
            events.tell(new Event.Progress(step, (long) stepsPerEpoch * model.epochs(), text, false));
        }

        private void tell(Epoch now, Epoch best) {
            String text = String.format(
                    Locale.ROOT,
                    "epoch %d/%d  loss %.3f  valid loss %.3f  %s %.4f%s  %.0f img/s",
                    now.epoch(),
                    model.epochs(),
                    now.trainLoss(),
                    now.validLoss(),
                    metric.name(),
                    now.validMetric(),
                    now == best ? " *" : "",
                    now.imagesPerSecond());
            events.tell(new Event.Progress(step, (long) stepsPerEpoch * model.epochs(), text, true));
        }
    }

    /**
     * A network that knows nothing spreads its guess over the classes: cross-entropy ln(classes). Far from it, something
     * on the way from images to loss is wrong.
     */
    static Optional<String> firstLossWarning(double loss, int classes) {
        double expected = Math.log(classes);
        return Math.abs(loss - expected) <= 0.25 * expected
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the first loss is %.3f, but a network that knows nothing has ln(%d) = %.3f; from so far off, "
                                + "training starts by unlearning: check the images and their labels",
                        loss,
                        classes,
                        expected));
    }

    /** Fisher and Yates: every order is equally likely. */
    static int[] shuffled(int[] rows, RandomGenerator random) {
        int[] order = rows.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }
}
