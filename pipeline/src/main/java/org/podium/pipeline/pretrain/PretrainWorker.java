package org.podium.pipeline.pretrain;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.podium.augment.Sequence;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Pretraining;
import org.podium.pipeline.competition.PretrainingFile;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Epoch;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.History;
import org.podium.pipeline.train.Trainer;
import org.podium.pipeline.weights.Safetensors;
import org.podium.pipeline.weights.WeightStore;

/**
 * Trains a network as a prepared folder says, in a process of its own. After every epoch the folder holds the history so
 * far and the weights of the best epoch so far: who is ended early has lost little.
 */
public final class PretrainWorker {
    static final String WEIGHTS = "weights.safetensors";
    private static final String HISTORY = "history.csv";
    /** There is nothing to hold out but one share. */
    private static final int FOLD = 0;
    /** On the CPU one thread reads ahead while the others compute. */
    private static final int READERS = 1;

    private final RunFolder folder;
    private final Pretraining config;
    private final Recipe.Model model;
    private final ImageTable images;
    private final List<LocatedSet> sets;
    private final Examples examples;
    private final Event.Sink events;

    private PretrainWorker(RunFolder folder, Event.Sink events) {
        this.folder = folder;
        this.config = PretrainingFile.read(folder.config(), List.of());
        this.model = config.model();
        this.images = ImageTable.read(folder.file(ImageTable.FILE));
        this.sets = LocatedSet.of(config, folder.root());
        this.examples = images.examples(sets);
        this.events = events;
    }

    /**
     * Does the work of a folder.
     *
     * @throws org.podium.pipeline.error.UserError when it cannot be done for a reason that the user can change
     */
    public static void work(Path folder, Event.Sink events) throws IOException {
        new PretrainWorker(new RunFolder(folder), events).train();
    }

    private void train() throws IOException {
        Instant start = Instant.now();
        Trainer trainer = new Trainer(model, FOLD, seed(), numbers(), Device.cpu(), READERS, events);
        Fit fit = trainer.fit(examples, Metrics.named("accuracy"), this::keep);
        double hours = Math.round(start.until(Instant.now(), ChronoUnit.SECONDS) / 0.36) / 10_000.0;
        manifest(fit, start, hours).write(folder.manifest());
    }

    private void keep(Fit soFar) throws IOException {
        Epoch last = soFar.history().get(soFar.history().size() - 1);
        History.write(folder.file(HISTORY), soFar.history(), "accuracy");
        if (last.equals(soFar.best())) {
            AtomicFiles.write(
                    folder.file(WEIGHTS),
                    file -> Safetensors.write(
                            file, soFar.weights(), Safetensors.Precision.F16, metadata(soFar.best())));
        }
    }

    private Map<String, String> metadata(Epoch epoch) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("network", model.network());
        metadata.put("width", "" + model.width());
        metadata.put("mean", "" + model.mean());
        metadata.put("sd", "" + model.sd());
        metadata.put("image-size", "" + model.imageSize());
        metadata.put("epoch", epoch.ofAverage() ? "average" : epoch.epoch() + " of " + model.epochs());
        metadata.put("valid-accuracy", "" + epoch.validMetric());
        metadata.put("classes", String.join(",", images.classes()));
        return metadata;
    }

    private PretrainManifest manifest(Fit fit, Instant start, double hours) throws IOException {
        Path file = folder.file(WEIGHTS);
        Map<String, PretrainManifest.Set> described = new LinkedHashMap<>();
        Map<String, Double> accuracy = accuracy(file);
        for (LocatedSet set : sets) {
            List<ImageTable.Row> rows = images.rows().stream()
                    .filter(row -> row.set().equals(set.name()))
                    .toList();
            described.put(
                    set.name(),
                    new PretrainManifest.Set(
                            (int) rows.stream()
                                    .map(ImageTable.Row::label)
                                    .distinct()
                                    .count(),
                            rows.size(),
                            (int) rows.stream().filter(ImageTable.Row::heldOut).count(),
                            set.hash(images),
                            accuracy.get(set.name())));
        }
        return new PretrainManifest(
                Environment.codeVersion(),
                config.seed(),
                PretrainingFile.write(config.placeless()),
                startWeights(),
                start.truncatedTo(ChronoUnit.SECONDS).toString(),
                hours,
                Runtime.getRuntime().availableProcessors(),
                Environment.describe(),
                Environment.peakMemory(),
                described,
                fit.best().epoch(),
                fit.best().validLoss(),
                fit.best().validMetric(),
                Hashes.of(file));
    }

    private Map<String, String> startWeights() throws IOException {
        if (model.weights().isEmpty()) {
            return Map.of();
        }
        WeightsReference reference = WeightsReference.of(model.weights().get());
        Path file = WeightStore.ofUser()
                .local(reference)
                .orElseThrow(() -> new IllegalStateException("training started from " + reference.text()));
        return Map.of(file.getFileName().toString(), Hashes.of(file));
    }

    /** Share of each set's held-out images that the weights in the file get right, among the classes of all sets. */
    private Map<String, Double> accuracy(Path file) throws IOException {
        Map<String, int[]> right = new TreeMap<>();
        int size = model.viewSize();
        try (Network network = new Network(
                        Networks.of(model, examples.classes()),
                        Safetensors.read(file),
                        numbers(),
                        model.mean(),
                        model.sd(),
                        Device.cpu());
                Snapshot snapshot = network.snapshot();
                Batches batches = new Batches(size, model.batchSize(), READERS)) {
            batches.forEach(
                    examples.validation(),
                    examples.rows()
                            .through(
                                    new Sequence(model.view()),
                                    (id, transform) -> seed().stream("view", model.name(), FOLD, id, transform)),
                    batch -> {
                        float[][] logits = snapshot.logits(batch.pixels(), batch.rows().length, size, size);
                        for (int i = 0; i < logits.length; i++) {
                            int row = batch.rows()[i];
                            int[] counts =
                                    right.computeIfAbsent(images.rows().get(row).set(), set -> new int[2]);
                            counts[0] += largest(logits[i]) == examples.labels()[row] ? 1 : 0;
                            counts[1]++;
                        }
                    });
        }
        Map<String, Double> accuracy = new TreeMap<>();
        right.forEach((set, counts) -> accuracy.put(set, (double) counts[0] / counts[1]));
        return accuracy;
    }

    private static int largest(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    private Seed seed() {
        return new Seed(config.seed());
    }

    private Numbers numbers() {
        return config.precision() == Precision.BF16 ? Numbers.BF16 : Numbers.FP32;
    }
}
