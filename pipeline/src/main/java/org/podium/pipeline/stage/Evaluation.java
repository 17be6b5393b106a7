package org.podium.pipeline.stage;

import ai.djl.Device;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.podium.augment.CenterCrop;
import org.podium.augment.Resize;
import org.podium.augment.Sequence;
import org.podium.augment.Transform;
import org.podium.pipeline.competition.LabelledImages;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.weights.Fitting;
import org.podium.pipeline.weights.WeightFile;

/**
 * A network with given weights, looked at on labelled images through one view, with no training.
 *
 * @param network which, and with how many classes
 * @param weights the file, with the head
 * @param mean per-channel mean on the 0 to 1 scale, RGB
 * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
 * @param resize shorter side to scale to before the centre is cut out; 0: the whole image becomes the view
 * @param viewSize side of what the network sees
 * @param batchSize images at a time
 * @param precision AUTO has been resolved
 * @param device cpu or cuda:N
 * @param readers threads that read images
 * @param out CSV file for the predictions; empty: none
 * @param names what the images are called in it
 * @param files the images
 * @param labels class of each
 */
public record Evaluation(
        Fitting network,
        String weights,
        List<Double> mean,
        List<Double> sd,
        int resize,
        @JsonProperty("view_size") int viewSize,
        @JsonProperty("batch_size") int batchSize,
        Precision precision,
        String device,
        int readers,
        String out,
        List<String> names,
        List<String> files,
        List<Integer> labels) {
    /** The networks that can be evaluated. */
    public static final List<String> NETWORKS = Networks.classifiers();

    /** ImageNet's, per channel. */
    public static final List<Double> MEAN = Recipe.Model.DEFAULTS.mean();

    /** ImageNet's, per channel. */
    public static final List<Double> SD = Recipe.Model.DEFAULTS.sd();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing in a view is random, but every transform is given a stream. */
    private static final Seed NO_CHANCE = new Seed(0);

    /** How images are looked at. */
    public record View(List<Double> mean, List<Double> sd, int resize, int size) {}

    /** What is computed with. */
    public record Means(int batchSize, Precision precision, String device, int threads) {}

    /**
     * What came of it.
     *
     * @param images how many were looked at
     * @param top1 share whose class got the highest score
     * @param top5 share whose class was among the five highest scores
     * @param logLoss mean of the negative logarithm of the class's probability
     * @param seconds from the first image to the last, loading left out
     */
    public record Result(
            int images,
            double top1,
            double top5,
            @JsonProperty("log_loss") double logLoss,
            double seconds) {}

    /**
     * @param out file for the predictions; empty: none
     * @throws UserError when there is no such device, or the images are too small for the network or too large for the
     *     memory
     */
    public static Evaluation of(
            Fitting network, Path weights, View view, Means means, String out, LabelledImages images)
            throws IOException {
        String device = Resources.devices(means.device).get(0);
        int smallest = Networks.named(network.network(), network.width(), network.classes())
                .smallestImage();
        if (view.size < smallest) {
            throw new UserError("images of " + view.size + " px are too small for " + network.network()
                    + ", which needs " + smallest + "; choose with --size or --view-size");
        }
        Evaluation evaluation = new Evaluation(
                network,
                weights.toString(),
                view.mean,
                view.sd,
                view.resize,
                view.size,
                means.batchSize,
                Resources.precision(means.precision, device),
                device,
                device.equals("cpu") ? 1 : means.threads,
                out,
                images.names(),
                images.files().stream().map(Path::toString).toList(),
                images.classes());
        Resources.requireRoom(evaluation);
        return evaluation;
    }

    String toLine() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does what a line of JSON says, and tells how far it is. */
    public static Result perform(String line, Event.Sink events) throws IOException {
        return JSON.readValue(line, Evaluation.class).perform(events);
    }

    private Result perform(Event.Sink events) throws IOException {
        Architecture architecture = Networks.named(network.network(), network.width(), network.classes());
        Tally tally = new Tally();
        List<Tally.Prediction> predictions = new ArrayList<>();
        long start;
        try (Network loaded = new Network(
                        architecture,
                        WeightFile.read(Path.of(weights)).fit(architecture.shapes(), name -> false),
                        precision == Precision.BF16 ? Numbers.BF16 : Numbers.FP32,
                        mean,
                        sd,
                        Device.fromName(device.replace("cuda:", "gpu")));
                Snapshot snapshot = loaded.snapshot();
                Batches batches = new Batches(viewSize, Math.min(batchSize, files.size()), readers)) {
            ImageRows images = new ImageRows(names, files.stream().map(Path::of).toList());
            start = System.nanoTime();
            batches.forEach(
                    IntStream.range(0, files.size()).toArray(),
                    images.through(
                            new Sequence(view()), (id, transform) -> NO_CHANCE.stream("evaluate", id, transform)),
                    batch -> {
                        int[] rows = batch.rows();
                        float[][] logits = snapshot.logits(batch.pixels(), rows.length, viewSize, viewSize);
                        for (int i = 0; i < rows.length; i++) {
                            predictions.add(tally.add(names.get(rows[i]), labels.get(rows[i]), logits[i]));
                        }
                        events.tell(new Event.Progress(predictions.size(), files.size(), "", false));
                    });
        }
        Result result = tally.result((System.nanoTime() - start) / 1e9);
        if (!out.isEmpty()) {
            write(predictions);
        }
        return result;
    }

    private List<Transform> view() {
        return resize == 0
                ? List.of(new Resize(viewSize, true))
                : List.of(new Resize(resize, false), new CenterCrop(viewSize));
    }

    private void write(List<Tally.Prediction> predictions) throws IOException {
        CsvFile.write(Path.of(out), csv -> {
            csv.printRecord("image", "label", "predicted", "probability", "label_probability");
            for (int i = 0; i < labels.size(); i++) {
                Tally.Prediction prediction = predictions.get(i);
                csv.printRecord(
                        names.get(i), labels.get(i), prediction.best(), prediction.probability(), prediction.ofLabel());
            }
        });
    }
}
