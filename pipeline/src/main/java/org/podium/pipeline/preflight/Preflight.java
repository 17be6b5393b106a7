package org.podium.pipeline.preflight;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.train.Loss;

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

    /** Seconds that the slow probes may take each, about. */
    private static final double OVERFIT_SECONDS = 10;

    private static final double BATCH_SECONDS = 8;
    private static final double STEPS_SECONDS = 12;

    /** At each of two learning rates. */
    private static final int STEPS = 9;

    /** Steps that learning by heart should have time for. */
    private static final int OVERFIT_STEPS = 30;

    private static final int FEWEST_IMAGES = 4;
    private static final int SMALL_BATCH = 12;
    private static final int TIMED_BATCHES = 3;
    private static final int MOST_TIMED_ROWS = 64;

    private final Workbench bench;
    private final Path scratch;
    private final Event.Sink events;
    private final List<CheckLine> lines = new ArrayList<>();

    private Preflight(Workbench bench, Path scratch, Event.Sink events) {
        this.bench = bench;
        this.scratch = scratch;
        this.events = events;
    }

    /**
     * Makes every probe.
     *
     * @param scratch a folder for files that do not stay
     * @param events told which probe is being made
     * @throws org.podium.pipeline.error.UserError when the model's weights are not there or do not fit
     * @throws IOException when an image or the weights cannot be read
     */
    public static PreflightResult run(Subject subject, Path scratch, Event.Sink events) throws IOException {
        return run(Workbench.of(subject), scratch, events);
    }

    static PreflightResult run(Workbench bench, Path scratch, Event.Sink events) throws IOException {
        return new Preflight(bench, scratch, events).run();
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

    private PreflightResult run() throws IOException {
        begin(NormalisationProbe.NAME);
        lines.add(NormalisationProbe.of(bench));
        begin(TransformsProbe.NAME);
        lines.add(TransformsProbe.of(bench));
        begin(ModesProbe.NAME);
        double pace = pace();
        int[] few = bench.spread(fitting(pace * OVERFIT_SECONDS / OVERFIT_STEPS, SMALL_BATCH));
        Images images = bench.viewed(few);
        lines.add(ModesProbe.of(bench, images));
        begin(FirstLossProbe.NAME);
        int batch = bench.model().batchSize();
        int[] rows = bench.cycled("first loss", fitting(pace * BATCH_SECONDS, batch));
        long start = System.nanoTime();
        Images real = bench.augmented(rows, "first loss");
        double reading = (System.nanoTime() - start) / 1e9 / rows.length;
        lines.add(FirstLossProbe.of(bench, real));
        memorise(few, images);
        begin(LearningRateProbe.NAME);
        int stepRows = fitting(pace * STEPS_SECONDS / (2 * STEPS), batch);
        double peak = LearningRateProbe.peak(bench.model());
        FirstSteps atRate = FirstSteps.of(bench, peak, stepRows, STEPS);
        lines.add(LearningRateProbe.of(bench, atRate, FirstSteps.of(bench, peak / 10, stepRows, STEPS)));
        begin("speed");
        double prediction = PredictionSpeed.of(bench, Math.min(batch, MOST_TIMED_ROWS), TIMED_BATCHES);
        events.tell(new Event.Progress(PROBES, PROBES, "", false));
        return new PreflightResult(
                bench.model().name(),
                lines,
                new Speed(atRate.imagesPerSecond(), prediction, reading, Environment.peakMemory()));
    }

    /** Images a second in training, roughly, from a pass of very few; the engine gets going with one before. */
    private double pace() throws IOException {
        Images images = bench.viewed(bench.spread(FEWEST_IMAGES));
        try (Network network = bench.network(bench.start());
                Loss loss = bench.loss()) {
            Mode mode = new Mode(0, bench.frozenStages(), 0);
            Pass.of(network, images, mode, loss.of(images.labels()));
            long start = System.nanoTime();
            Pass.of(network, images, mode, loss.of(images.labels()));
            return images.rows() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private void memorise(int[] few, Images images) throws IOException {
        begin(OverfitProbe.NAME);
        OverfitProbe.Outcome overfit = OverfitProbe.of(bench, images, OVERFIT_SECONDS);
        lines.add(overfit.line());
        begin(LabelOrderProbe.NAME);
        lines.add(
                overfit.weights().isPresent()
                        ? LabelOrderProbe.of(bench, overfit.weights().get(), few)
                        : CheckLine.skipped(LabelOrderProbe.NAME, "no images were learned by heart, to be named"));
        begin(ReloadProbe.NAME);
        Map<String, Tensor> weights = overfit.weights().orElse(bench.start());
        lines.add(ReloadProbe.of(bench, weights, images, scratch));
    }

    private static int fitting(double images, int batch) {
        return Math.min(batch, Math.max(FEWEST_IMAGES, (int) images));
    }

    private void begin(String probe) {
        events.tell(new Event.Progress(lines.size(), PROBES, probe, false));
    }
}
