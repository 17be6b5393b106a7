package org.podium.pipeline.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.augment.Sequence;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.WeightAverage;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.Batch;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;

/** One fit under way: the loop over epochs and all that it keeps. */
final class Training implements AutoCloseable {
    private final Recipe.Model model;
    private final int fold;
    private final Seed seed;
    private final Event.Sink events;
    private final Progress progress;
    private final Objective objective;
    private final Network network;
    private final Mixer mixer;
    private final TrainingStep update;
    private final Optional<AveragedWeights> average;
    private final int stepsPerEpoch;
    private final List<Epoch> history = new ArrayList<>();
    private Schedule schedule;
    private Epoch best;
    private Map<String, Tensor> bestWeights;
    private int step;
    private double lossSum;
    private long rowsSeen;

    /** @param objective closed by the caller, as the network is */
    Training(Recipe.Model model, int fold, Seed seed, Event.Sink events, Objective objective, Network network) {
        this.model = model;
        this.fold = fold;
        this.seed = seed;
        this.events = events;
        this.objective = objective;
        this.network = network;
        this.mixer = new Mixer(model.mixing());
        this.update = new TrainingStep(network, model);
        this.average = model.average().map(rule -> new AveragedWeights(rule, network.weights(), network.manager()));
        int rowsAStep = model.batchSize() * model.accumulate();
        this.stepsPerEpoch = (trainable(objective.training().length) + rowsAStep - 1) / rowsAStep;
        this.schedule = Schedule.of(
                model.schedule(),
                model.lr().forRows(rowsAStep),
                new Span((int) Math.round(model.warmUp() * stepsPerEpoch), stepsPerEpoch, model.epochs()),
                objective.higherIsBetter());
        this.progress = new Progress(events, objective.metric(), model.epochs(), (long) stepsPerEpoch * model.epochs());
    }

    /** Rows an epoch uses: a last batch of one row is left out, since BatchNorm has no variance to take from it. */
    private int trainable(int rows) {
        return rows % model.batchSize() == 1 ? rows - 1 : rows;
    }

    /** @param keeper told after every epoch what there is so far */
    Fit run(Fit.Keeper keeper) throws IOException {
        for (int epoch = 1; epoch <= model.epochs(); epoch++) {
            epoch(epoch);
            keeper.keep(soFar());
            schedule = schedule.after(history.get(epoch - 1).validMetric());
            if (model.patience().isPresent()
                    && epoch - best.epoch() >= model.patience().get()) {
                break;
            }
        }
        if (equalMean().isPresent() && average.get().averaged() > 0) {
            averaged();
            keeper.keep(soFar());
        }
        return soFar();
    }

    private Fit soFar() {
        return new Fit(List.copyOf(history), best, bestWeights);
    }

    private Optional<WeightAverage.Swa> equalMean() {
        return model.average().filter(WeightAverage.Swa.class::isInstance).map(WeightAverage.Swa.class::cast);
    }

    /** The average that takes the place of the weights after every epoch, if there is one. */
    private Optional<AveragedWeights> moving() {
        return equalMean().isPresent() ? Optional.empty() : average;
    }

    private void epoch(int epoch) throws IOException {
        update.freeze(frozenStages(epoch));
        int[] order = EpochOrder.of(
                model.sampling(),
                objective.training(),
                objective.labels(),
                seed.stream("shuffle", model.name(), fold, epoch));
        order = Arrays.copyOf(order, trainable(order.length));
        Updates updates = new Updates(epoch, order);
        lossSum = 0;
        rowsSeen = 0;
        long start = System.nanoTime();
        objective.batches().forEach(order, augmented(epoch), batch -> {
            updates.take(batch);
            if (rowsSeen > 0) {
                progress.within(epoch, step, lossSum / rowsSeen, history, rowsSeen / seconds(start));
            }
        });
        double imagesPerSecond = rowsSeen / seconds(start);
        double lr = schedule.rate(step - 1);
        equalMean().filter(mean -> mean.takes(epoch, model.epochs())).ifPresent(mean -> average.get()
                .add());
        moving().ifPresent(AveragedWeights::swap);
        validate(epoch, lr, lossSum / rowsSeen, imagesPerSecond);
        moving().ifPresent(AveragedWeights::swap);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Enters the network as it is now into the history, and keeps its weights if they are the best so far. */
    private void validate(int epoch, double lr, double trainLoss, double imagesPerSecond) throws IOException {
        Objective.Result result = objective.validate(network);
        if (!Double.isFinite(result.loss())) {
            throw new UserError(String.format(
                    Locale.ROOT,
                    "the validation loss is %s after epoch %d, step %d, learning rate %.3g; try a lower lr or fp32",
                    result.loss(),
                    epoch,
                    step,
                    lr));
        }
        Epoch now = new Epoch(epoch, step, lr, trainLoss, result.loss(), result.score(), imagesPerSecond);
        history.add(now);
        boolean better = best == null || better(now, best);
        if (better) {
            best = now;
            bestWeights = network.tensors();
        }
        progress.after(now, better);
    }

    private boolean better(Epoch a, Epoch b) {
        int byMetric = Double.compare(a.validMetric(), b.validMetric());
        if (byMetric == 0) {
            return a.validLoss() < b.validLoss();
        }
        return objective.higherIsBetter() == byMetric > 0;
    }

    /**
     * The mean of the last epochs' weights takes their place, with running statistics measured anew, as its own: those of
     * the epochs belong to other weights (Izmailov et al. 2018, section 3.1).
     */
    private void averaged() throws IOException {
        int frozen = frozenStages(history.size());
        average.orElseThrow().swap();
        network.resetStatistics(frozen);
        // Rows of a class may stand together, and a batch of one class has another variance.
        int[] rows = EpochOrder.shuffled(objective.training(), seed.stream("statistics", model.name(), fold));
        rows = Arrays.copyOf(rows, trainable(rows.length));
        int size = model.imageSize();
        int[] seen = {0};
        objective
                .batches()
                .forEach(
                        rows,
                        augmented(history.size() + 1),
                        batch -> network.observe(
                                batch.pixels(), batch.rows().length, size, size, frozen, 1.0 / ++seen[0]));
        validate(history.size() + 1, Double.NaN, Double.NaN, Double.NaN);
    }

    private int frozenStages(int epoch) {
        return model.freeze().frozenStages(epoch, network.architecture().stages());
    }

    private RowSample augmented(int epoch) {
        return objective.through(new Sequence(model.augment()), Augmentation.streams(seed, model, fold, epoch));
    }

    /** The batches of an epoch, gathered into updates. */
    private final class Updates {
        private final int epoch;
        private final int[] order;
        private int batches;
        private int rows;
        private List<int[]> parts;
        private double[] shares;

        Updates(int epoch, int[] order) {
            this.epoch = epoch;
            this.order = order;
        }

        void take(Batch batch) {
            int part = batches % model.accumulate();
            if (part == 0) {
                parts = IntStream.range(batches, batches + model.accumulate())
                        .filter(number -> number * model.batchSize() < order.length)
                        .mapToObj(this::part)
                        .toList();
                shares = objective.shares(parts);
                rows = 0;
            }
            int size = model.imageSize();
            int count = batch.rows().length;
            Optional<Mix> mix = mixer.mix(
                    batch.pixels(), count, size, size, seed.stream("mix", model.name(), fold, epoch, batches));
            LossFunction function = objective.loss(batch, mix);
            update.add(
                    batch.pixels(),
                    count,
                    size,
                    size,
                    seed.derive("dropout", model.name(), fold, epoch, batches),
                    shares.length == 1 ? function : Loss.scaled(function, shares[part]));
            rows += count;
            batches++;
            if (part == shares.length - 1) {
                step(batch);
            }
        }

        private int[] part(int number) {
            int from = number * model.batchSize();
            return Arrays.copyOfRange(order, from, Math.min(from + model.batchSize(), order.length));
        }

        private void step(Batch last) {
            double lr = schedule.rate(step);
            TrainingStep.Result result = update.update(lr);
            if (step == 0 && model.weights().isEmpty() && model.backbone().isEmpty()) {
                int[] all = parts.stream().flatMapToInt(Arrays::stream).toArray();
                FirstLoss.warning(result.loss(), objective.first(all, last))
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
            moving().ifPresent(AveragedWeights::add);
            step++;
            lossSum += result.loss() * rows;
            rowsSeen += rows;
        }
    }

    @Override
    public void close() {
        average.ifPresent(AveragedWeights::close);
        update.close();
    }
}
