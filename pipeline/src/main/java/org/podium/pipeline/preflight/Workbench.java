package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.augment.Transform;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batch;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.train.EpochOrder;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Loss;
import org.podium.pipeline.train.MaskExamples;
import org.podium.pipeline.train.PixelLoss;
import org.podium.pipeline.train.Start;

/**
 * What the probes of one model share: its network as training starts it, and images as training and evaluation see them.
 *
 * @param start the weights that training starts from
 */
record Workbench(Subject subject, Architecture architecture, Map<String, Tensor> start) {
    /** @throws org.podium.pipeline.error.UserError when the given weights are not there or do not fit */
    static Workbench of(Subject subject) throws IOException {
        Recipe.Model model = subject.model();
        Architecture architecture = Networks.of(model, subject.classes().size());
        return new Workbench(subject, architecture, Start.weights(model, architecture, subject.seed(), 0));
    }

    Recipe.Model model() {
        return subject.model();
    }

    Examples examples() {
        return subject.examples();
    }

    /** Whether training starts from weights that were trained before. */
    boolean pretrained() {
        return model().weights().isPresent() || model().backbone().isPresent();
    }

    /** Stages that stay as they came even when training ends. */
    int frozenStages() {
        return model().freeze().frozenStages(model().epochs(), architecture.stages());
    }

    /** Whether nothing but the head is ever trained. */
    boolean headOnly() {
        return frozenStages() == architecture.stages() - 1;
    }

    Network network(Map<String, Tensor> weights) {
        return network(architecture, weights);
    }

    Network network(Architecture kind, Map<String, Tensor> weights) {
        return new Network(kind, weights, subject.numbers(), model().mean(), model().sd(), subject.device());
    }

    /** Whether the network tells the class of every pixel. */
    boolean masked() {
        return subject.masks().isPresent();
    }

    /** The model's loss, as training computes it. */
    Criterion loss() {
        return loss(model());
    }

    /** The model's loss without smoothing and class weights. */
    Criterion plainLoss() {
        return loss(model().unregularised());
    }

    private Criterion loss(Recipe.Model model) {
        int classes = examples().classes();
        long[] counts = subject.masks().map(MaskExamples::trainingCounts).orElseGet(() -> examples()
                .trainingCounts());
        Optional<double[]> weights = model.classWeights().map(choice -> choice.values(counts));
        return masked()
                ? new Criterion.OfPixels(
                        new PixelLoss(model.loss(), model.labelSmoothing(), weights, classes, subject.device()))
                : new Criterion.OfImages(
                        new Loss(model.loss(), model.labelSmoothing(), weights, classes, subject.device()));
    }

    /** Training rows by chance; the same for a purpose each time. */
    int[] shuffled(String purpose) {
        return EpochOrder.shuffled(examples().training(), subject.seed().stream("preflight", model().name(), purpose));
    }

    /** So many training rows by chance; the same ones over and over, where there are too few. */
    int[] cycled(String purpose, int count) {
        int[] rows = shuffled(purpose);
        return IntStream.range(0, count).map(i -> rows[i % rows.length]).toArray();
    }

    /** At most so many training rows by chance, of as many classes as there may be. */
    int[] spread(int count) {
        int[] spread = EpochOrder.spread(
                shuffled("spread"), examples().labels(), subject.seed().stream("preflight", model().name(), "classes"));
        return Arrays.copyOf(spread, Math.min(count, spread.length));
    }

    /** Rows as evaluation sees them; rows with masks, which it sees whole, as training sees them. */
    Images viewed(int[] rows) throws IOException {
        return masked() ? augmented(rows, "view") : images(rows, through(model().view(), "view"), model().viewSize());
    }

    /** Rows as training sees them; which of its many faces an image shows is decided by the purpose. */
    Images augmented(int[] rows, String purpose) throws IOException {
        return images(rows, augmented(purpose), model().imageSize());
    }

    RowSample augmented(String purpose) {
        return through(model().augment(), purpose);
    }

    /** Rows' images and masks, changed by transforms whose chances are decided by the purpose. */
    RowSample through(List<Transform> transforms, String purpose) {
        Sequence sequence = new Sequence(transforms);
        ImageRows.Streams streams = (id, transform) -> stream(purpose, id, transform);
        return subject.masks()
                .map(masks -> masks.rows().through(sequence, streams))
                .orElseGet(() -> examples().rows().through(sequence, streams));
    }

    /** What a transform of an image draws from. */
    RandomGenerator stream(String purpose, String id, int transform) {
        return subject.seed().stream("preflight", model().name(), purpose, id, transform);
    }

    String id(int row) {
        return examples().rows().ids().get(row);
    }

    /** A row's image and mask as their files hold them. */
    Sample decoded(int row) throws IOException {
        return through(List.of(), "").sample(row);
    }

    private Images images(int[] rows, RowSample through, int size) throws IOException {
        Images[] images = new Images[1];
        try (Batches batches = batches(size, rows.length)) {
            batches.forEach(rows, through, batch -> images[0] = images(batch));
        }
        return images[0];
    }

    /** Reads rows' images, and masks if there are any. */
    Batches batches(int size, int rows) {
        return new Batches(size, rows, subject.readers(), masked());
    }

    /** A batch with its classes; the buffers are the batch's own. */
    Images images(Batch batch) {
        return new Images(batch.pixels(), batch.size(), classes(batch.rows()), batch.masks());
    }

    /** Class of each row. */
    long[] classes(int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> examples().labels()[row]).toArray();
    }
}
