package org.podium.pipeline.stage;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.predict.Predictor;
import org.podium.pipeline.preflight.Preflight;
import org.podium.pipeline.preflight.Subject;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.Outcome;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Epoch;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.History;
import org.podium.pipeline.train.Trainer;
import org.podium.pipeline.weights.Safetensors;

/** Does one job, in a process of its own. */
public final class Worker {
    private final Path workplace;
    private final Job job;
    private final RunFolder folder;
    private final RunConfig config;
    private final Recipe.Model model;
    private final Device device;
    private final Event.Sink events;

    private Worker(Path jobFile, Event.Sink events) throws IOException {
        this.workplace = jobFile.toAbsolutePath().getParent();
        this.job = Job.read(jobFile);
        this.folder = rootOf(workplace);
        this.config = RunConfig.read(folder.config());
        this.model = config.model(job.model());
        this.device = Device.fromName(
                job.device().equals("cpu") ? "cpu" : job.device().replace("cuda:", "gpu"));
        this.events = events;
    }

    /**
     * Does the job of a file.
     *
     * @param jobFile inside its workplace, inside a run folder
     * @throws org.podium.pipeline.error.UserError when it cannot be done for a reason that the user can change
     */
    public static void work(Path jobFile, Event.Sink events) throws IOException {
        long start = System.nanoTime();
        Worker worker = new Worker(jobFile, events);
        switch (worker.job.kind()) {
            case TRAIN -> worker.train(start);
            case PREDICT -> worker.predict();
            case PROBE -> worker.probe();
        }
    }

    private static RunFolder rootOf(Path workplace) {
        Path root = workplace;
        while (!Files.exists(root.resolve("config.yaml"))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalArgumentException(workplace + " is not inside a run folder");
            }
        }
        return new RunFolder(root);
    }

    private void train(long start) throws IOException {
        RowTable rows = RowTable.read(folder.file(RowTable.TRAIN));
        Examples examples = examples(rows, Inventory.read(folder.file(Inventory.FILE)));
        Metric metric = Metrics.named(config.competition().metric());
        Fit fit = new Trainer(model, job.fold(), seed(), numbers(), device, readers(), events).fit(examples, metric);
        Path weights = workplace.resolve(TrainStage.WEIGHTS);
        Safetensors.write(weights, fit.weights());
        proveSaved(weights, fit.weights(), examples);
        History.write(workplace.resolve(TrainStage.HISTORY), fit.history(), metric.name());
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        Epoch best = fit.best();
        new Outcome(best.epoch(), fit.history().size(), best.validLoss(), best.validMetric(), seconds)
                .write(workplace.resolve(TrainStage.OUTCOME));
        job.finished(workplace, TrainStage.LEAVES).write(workplace.resolve(TrainStage.JOB));
        Path target = folder.file(RunFolder.fold(job.model(), job.fold()));
        AtomicFiles.deleteTree(target);
        AtomicFiles.move(workplace, target);
    }

    private Examples examples(RowTable rows, Inventory result) throws IOException {
        Splits splits = Splits.read(folder, rows);
        return new Examples(
                rows.imageRows(),
                rows.classes(result.classes()),
                result.classes().size(),
                splits.training(job.fold()),
                splits.choosing(job.fold()));
    }

    /** Leaves what it found in the run folder at once: there is no other file that it would have to agree with. */
    private void probe() throws IOException {
        RowTable rows = RowTable.read(folder.file(RowTable.TRAIN));
        Inventory result = Inventory.read(folder.file(Inventory.FILE));
        Subject subject = new Subject(
                model, examples(rows, result), result.classes(), rows.labels(), seed(), numbers(), device, readers());
        // Models share the time that a user will wait.
        double share = 1.0 / config.recipe().models().size();
        Preflight.run(subject, share, workplace, events).write(folder.file(ProbeStage.file(job.model())));
    }

    /** Weights that are read back have to give the same logits, bit for bit. */
    private void proveSaved(Path file, Map<String, Tensor> weights, Examples examples) throws IOException {
        int[] rows = Arrays.copyOf(examples.validation(), Math.min(examples.validation().length, model.batchSize()));
        float[][] before = logits(weights, rows, examples);
        float[][] after = logits(Safetensors.read(file), rows, examples);
        if (!Arrays.deepEquals(before, after)) {
            throw new IllegalStateException(
                    "the weights in " + file + " do not give the logits they gave before saving");
        }
    }

    private float[][] logits(Map<String, Tensor> weights, int[] rows, Examples examples) throws IOException {
        int size = model.viewSize();
        try (Network network = network(weights);
                Batches batches = new Batches(size, rows.length, readers())) {
            float[][][] logits = new float[1][][];
            batches.forEach(
                    rows,
                    examples.rows()
                            .through(
                                    new Sequence(model.view()),
                                    (id, transform) -> seed().stream("proof", id, transform)),
                    batch -> logits[0] = network.logits(batch.pixels(), rows.length, size, size));
            return logits[0];
        }
    }

    private void predict() throws IOException {
        RowTable train = RowTable.read(folder.file(RowTable.TRAIN));
        RowTable test = RowTable.read(folder.file(RowTable.TEST));
        Path place = folder.file(RunFolder.fold(job.model(), job.fold()));
        Predictor predictor = new Predictor(model, config.recipe().tta(), seed(), readers());
        int[] heldOut = Splits.read(folder, train).validation(job.fold());
        int[] all = IntStream.range(0, test.size()).toArray();
        long total = (long) predictor.views() * (heldOut.length + all.length);
        try (Network network = network(Safetensors.read(place.resolve(TrainStage.WEIGHTS)))) {
            Npy.write(
                    workplace.resolve(PredictStage.OOF),
                    predictor.predict(network, train.imageRows(), heldOut, partOf(0, total)));
            Npy.write(
                    workplace.resolve(PredictStage.TEST),
                    predictor.predict(
                            network, test.imageRows(), all, partOf((long) predictor.views() * heldOut.length, total)));
        }
        Path done = workplace.resolve(PredictStage.JOB);
        job.finished(workplace, PredictStage.LEAVES).write(done);
        for (String file : PredictStage.LEAVES) {
            AtomicFiles.move(workplace.resolve(file), place.resolve(file));
        }
        // Last, since the job's file beside the weights says that the predictions are there.
        AtomicFiles.move(done, place.resolve(PredictStage.JOB));
        AtomicFiles.deleteTree(workplace);
    }

    /** Progress of one of two predictions, as part of the job. */
    private Event.Sink partOf(long before, long total) {
        return event -> events.tell(
                event instanceof Event.Progress p
                        ? new Event.Progress(before + p.done(), total, p.text(), p.milestone())
                        : event);
    }

    private Network network(Map<String, Tensor> weights) throws IOException {
        int classes = Inventory.read(folder.file(Inventory.FILE)).classes().size();
        Architecture architecture = Networks.of(model, classes);
        return new Network(architecture, weights, numbers(), model.mean(), model.sd(), device);
    }

    private Seed seed() {
        return new Seed(config.recipe().seed());
    }

    private Numbers numbers() {
        return config.recipe().precision() == Precision.BF16 ? Numbers.BF16 : Numbers.FP32;
    }

    /** On the CPU one thread reads ahead while the others compute; a GPU leaves all of them to the images. */
    private int readers() {
        return device.isGpu() ? config.recipe().threads().orElseThrow() : 1;
    }
}
