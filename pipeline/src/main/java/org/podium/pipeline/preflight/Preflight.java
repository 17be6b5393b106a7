package org.podium.pipeline.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.train.TrainingStep;

/**
 * Looks at one model before it is trained: the mistakes that let training run for hours and come to nothing, and how long a
 * run will take.
 *
 * <p>It wants a process of its own, as a worker: libtorch's threads are set once a process, and its memory is the
 * process's. Every probe sees the rows of one fold. What is drawn by chance follows from the seed; how many images and
 * steps the slower probes take follows from the machine's speed, so figures differ between machines, and a little between
 * two runs.
 */
public final class Preflight {
    private static final int PROBES = 8;

    /** Of networks that tell the class of every pixel. */
    private static final int MASK_PROBES = 9;

    /** Seconds that the slow probes may take each, about, where there is one model; reading images included. */
    private static final double OVERFIT_SECONDS = 10;

    private static final double BATCH_SECONDS = 8;
    private static final double STEPS_SECONDS = 12;
    private static final double MEMORY_SECONDS = 6;
    private static final double PREDICTION_SECONDS = 5;

    /** At each of two learning rates. */
    private static final int STEPS = 9;

    /** Steps that learning by heart should have time for. */
    private static final int OVERFIT_STEPS = 30;

    private static final int FEWEST_IMAGES = 4;
    private static final int SMALL_BATCH = 12;

    /** Of these and their masks, which are thousands of examples each. */
    private static final int FEW_MASKS = 4;

    /** Scores of so many images are on the heap at a time. */
    private static final int SCORED = 16;

    private static final int TIMED_BATCHES = 3;
    private static final int MOST_TIMED_ROWS = 64;

    private final Workbench bench;

    /** Of the time there is. */
    private final double share;

    private final Path scratch;
    private final Event.Sink events;
    private final List<CheckLine> lines = new ArrayList<>();

    private Preflight(Workbench bench, double share, Path scratch, Event.Sink events) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share " + share + ", expected more than 0, at most 1");
        }
        this.bench = bench;
        this.share = share;
        this.scratch = scratch;
        this.events = events;
    }

    /**
     * Makes every probe.
     *
     * @param share of about 45 seconds, more than 0 and at most 1: what the slow probes may take together
     * @param scratch a folder for files that do not stay
     * @param events told which probe is being made
     * @throws org.podium.pipeline.error.UserError when the model's weights are not there or do not fit
     * @throws IOException when an image or the weights cannot be read
     */
    public static PreflightResult run(Subject subject, double share, Path scratch, Event.Sink events)
            throws IOException {
        return run(Workbench.of(subject), share, scratch, events);
    }

    static PreflightResult run(Workbench bench, double share, Path scratch, Event.Sink events) throws IOException {
        return new Preflight(bench, share, scratch, events).run();
    }

    /**
     * Whether mean and sd are those of the weights, as far as that can be said of a recipe alone: the line that the probe of
     * the normalisation gives, too.
     *
     * @return empty where nothing is known of the weights, or there are none
     */
    public static Optional<CheckLine> normalisation(Recipe.Model model) {
        return NormalisationProbe.againstWeights(model);
    }

    /**
     * Bytes of Java heap that the scores of pixels take while a network is probed that gives them.
     *
     * @param classes that the network tells apart
     */
    public static long heap(Recipe.Model model, int classes) {
        return SCORED * Float.BYTES * (long) classes * model.imageSize() * model.imageSize();
    }

    private PreflightResult run() throws IOException {
        begin(NormalisationProbe.NAME);
        lines.add(NormalisationProbe.of(bench));
        begin(TransformsProbe.NAME);
        lines.add(TransformsProbe.of(bench));
        if (bench.masked()) {
            begin(MasksProbe.NAME);
            lines.add(MasksProbe.of(bench));
        }
        begin(ModesProbe.NAME);
        long base = Environment.peakMemory();
        Pace pace = pace();
        int[] few = bench.spread(fitting(
                pace.computing() * share * OVERFIT_SECONDS / OVERFIT_STEPS, bench.masked() ? FEW_MASKS : SMALL_BATCH));
        Images images = bench.viewed(few);
        // Two are enough, and the scores of every pixel are many.
        lines.add(ModesProbe.of(bench, bench.masked() ? images.parts(2).get(0) : images));
        int part = firstLossRows(pace);
        double reading = firstLoss(pace, part);
        memorise(few, images);
        begin(LearningRateProbe.NAME);
        FirstSteps.Plan plan = plan(pace);
        double peak = LearningRateProbe.peak(bench.model());
        FirstSteps atRate = FirstSteps.of(bench, peak, plan);
        int made = atRate.finite() ? atRate.losses().size() : STEPS;
        lines.add(LearningRateProbe.of(bench, atRate, FirstSteps.of(bench, peak / 10, plan.upTo(made))));
        begin("speed");
        Speed speed = speed(
                atRate,
                predictionSpeed(pace),
                reading,
                base,
                IntStream.of(part, plan.rows(), few.length).max().orElseThrow(),
                pace);
        events.tell(new Event.Progress(probes(), probes(), "", false));
        return new PreflightResult(bench.model().name(), lines, speed);
    }

    private int probes() {
        return bench.masked() ? MASK_PROBES : PROBES;
    }

    private double predictionSpeed(Pace pace) throws IOException {
        if (bench.masked()) {
            return PredictionSpeed.ofWhole(bench, share * PREDICTION_SECONDS);
        }
        double most = pace.images() * share * PREDICTION_SECONDS / (PredictionSpeed.STARTING + TIMED_BATCHES);
        return PredictionSpeed.of(
                bench, fitting(most, Math.min(bench.model().batchSize(), MOST_TIMED_ROWS)), TIMED_BATCHES);
    }

    /**
     * Images a second, roughly.
     *
     * @param computing in a training pass
     * @param reading by all readers together
     */
    private record Pace(double computing, double reading) {
        /** Where images are read while others are computed with. */
        double images() {
            return Math.min(computing, reading);
        }
    }

    /** From a pass of very few; the engine gets going with one before. */
    private Pace pace() throws IOException {
        long begun = System.nanoTime();
        Images images = bench.augmented(bench.spread(FEWEST_IMAGES), "pace");
        double reading = (System.nanoTime() - begun) / 1e9;
        try (Network network = bench.network(bench.start());
                Criterion loss = bench.loss()) {
            Mode mode = new Mode(0, bench.frozenStages(), 0);
            Pass.of(network, images, mode, loss.of(images));
            long start = System.nanoTime();
            Pass.of(network, images, mode, loss.of(images));
            return new Pace(images.rows() / ((System.nanoTime() - start) / 1e9), images.rows() / reading);
        }
    }

    /** Rows of a pass: a batch, where there is time for one. */
    private int firstLossRows(Pace pace) {
        return fitting(pace.images() * share * BATCH_SECONDS, bench.model().batchSize());
    }

    /** @return seconds that reading an image takes */
    private double firstLoss(Pace pace, int part) throws IOException {
        begin(FirstLossProbe.NAME);
        int wanted = (FirstLossProbe.ROWS + part - 1) / part * part;
        int most = Math.max(part, fitting(pace.images() * share * BATCH_SECONDS, wanted));
        int[] rows = bench.cycled("first loss", most / part * part);
        long start = System.nanoTime();
        Images real = bench.augmented(rows, "first loss");
        double reading = (System.nanoTime() - start) / 1e9 / rows.length;
        lines.add(FirstLossProbe.of(bench, real, part));
        return reading;
    }

    /** Updates as training makes them, where there is time: otherwise of fewer batches, or of a smaller one. */
    private FirstSteps.Plan plan(Pace pace) {
        double seconds = share * STEPS_SECONDS / 2;
        double images = pace.images() * seconds / STEPS;
        int batch = bench.model().batchSize();
        int parts = (int) Math.max(1, Math.min(bench.model().accumulate(), images / batch));
        return new FirstSteps.Plan(fitting(images, batch), parts, STEPS, seconds);
    }

    /**
     * @param base MiB that were held before the first pass
     * @param rows of the largest batch that gradients were computed of
     */
    private Speed speed(FirstSteps atRate, double prediction, double reading, long base, int rows, Pace pace)
            throws IOException {
        int batch = bench.model().batchSize();
        boolean whole = rows >= batch || batch < pace.computing() * share * MEMORY_SECONDS;
        if (rows < batch && whole) {
            updateOnce(batch);
        }
        long held = Environment.peakMemory();
        long memory = whole ? held : base + (held - base) * batch / rows;
        return new Speed(atRate.imagesPerSecond(), prediction, reading, memory, !whole);
    }

    /** Memory does not go by what is on the images, so a few are read and repeated. */
    private void updateOnce(int batch) throws IOException {
        Images images = bench.augmented(bench.spread(FEWEST_IMAGES), "memory").repeated(batch);
        try (Network network = bench.network(bench.start());
                TrainingStep update = new TrainingStep(network, bench.model());
                Criterion loss = bench.loss()) {
            update.freeze(bench.frozenStages());
            update.add(images.pixels(), batch, images.size(), images.size(), 0, loss.of(images));
            update.update(LearningRateProbe.peak(bench.model()));
        }
    }

    private void memorise(int[] few, Images images) throws IOException {
        begin(OverfitProbe.NAME);
        OverfitProbe.Outcome overfit = OverfitProbe.of(bench, images, share * OVERFIT_SECONDS);
        lines.add(overfit.line());
        begin(LabelOrderProbe.NAME);
        lines.add(names(overfit, few));
        begin(ReloadProbe.NAME);
        Map<String, Tensor> weights = overfit.weights().orElse(bench.start());
        lines.add(ReloadProbe.of(bench, weights, images, scratch));
    }

    private CheckLine names(OverfitProbe.Outcome overfit, int[] few) throws IOException {
        if (bench.masked()) {
            return CheckLine.skipped(
                    LabelOrderProbe.NAME,
                    "masks hold the class table's own order, as outputs and submissions do: no names come in between");
        }
        return overfit.weights().isPresent()
                ? LabelOrderProbe.of(bench, overfit.weights().get(), few)
                : CheckLine.skipped(LabelOrderProbe.NAME, "no images were learned by heart, to be named");
    }

    private static int fitting(double images, int batch) {
        return Math.min(batch, Math.max(FEWEST_IMAGES, (int) images));
    }

    private void begin(String probe) {
        events.tell(new Event.Progress(lines.size(), probes(), probe, false));
    }
}
