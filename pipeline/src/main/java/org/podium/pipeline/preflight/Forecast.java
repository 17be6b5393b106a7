package org.podium.pipeline.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.predict.PixelViews;
import org.podium.pipeline.predict.Predictor;
import org.podium.pipeline.run.Seed;

/**
 * How long a whole run will take and how much memory: from a few timed steps, so within about {@link #MARGIN} of the truth
 * on a machine that does nothing else.
 *
 * @param seconds to train every model on every fold and to predict with all of them; with {@code patience}, at most
 * @param memory MiB that the workers hold at a time; 0 where the system does not tell
 * @param workers at a time
 * @param patient whether a model's {@code patience} may end its training before its last epoch
 * @param extrapolated whether memory was reckoned from smaller batches than the recipe's
 */
public record Forecast(double seconds, long memory, int workers, boolean patient, boolean extrapolated) {
    /** Share by which the truth may well be off. */
    public static final double MARGIN = 0.3;

    static final String TIME = "run time";
    static final String MEMORY = "run memory";

    /** Seconds until a worker computes at its full speed; 2 to 5 were seen. */
    private static final double START = 4;

    /** Share of the machine's memory from which on little is left for the system and its file cache. */
    private static final double TIGHT = 0.8;

    /**
     * The rows of one fold.
     *
     * @param training rows trained on
     * @param choosing rows that each epoch is validated on
     * @param heldOut rows predicted out of fold; those validated on, but in a nested plan
     */
    public record FoldSize(int training, int choosing, int heldOut) {}

    /**
     * @param recipe with every {@code auto} replaced
     * @param speeds of its models, in their order
     * @param folds of the plan, the same for every model
     * @param testRows rows to predict with every model and fold
     * @param cores of the machine
     * @throws IllegalArgumentException when there are not as many speeds as models
     */
    public static Forecast of(Recipe recipe, List<Speed> speeds, List<FoldSize> folds, int testRows, int cores) {
        if (speeds.size() != recipe.models().size()) {
            throw new IllegalArgumentException(
                    speeds.size() + " speeds for " + recipe.models().size() + " models");
        }
        int workers = recipe.workers().orElseThrow();
        int threads = recipe.threads().orElseThrow();
        int atOnce = Math.min(workers, folds.size() * speeds.size());
        // Each reads on a thread of its own, which competes with computing where there is no core left.
        boolean contended = atOnce * (threads + 1) > cores;
        List<Double> training = new ArrayList<>();
        List<Double> prediction = new ArrayList<>();
        for (int m = 0; m < speeds.size(); m++) {
            Recipe.Model model = recipe.models().get(m);
            Speed speed = speeds.get(m);
            double reading = contended ? speed.reading() : 0;
            double trained = 1 / speed.training() + reading;
            double predicted = 1 / speed.prediction() + reading;
            double views = views(recipe, model);
            for (FoldSize fold : folds) {
                training.add(START + model.epochs() * (fold.training() * trained + fold.choosing() * predicted));
                prediction.add(START + views * (fold.heldOut() + testRows) * predicted);
            }
        }
        long memory = speeds.stream()
                .map(Speed::memory)
                .sorted(Comparator.reverseOrder())
                .findFirst()
                .orElseThrow();
        boolean patient =
                recipe.models().stream().anyMatch(model -> model.patience().isPresent());
        return new Forecast(
                span(training, atOnce) + span(prediction, atOnce),
                atOnce * memory,
                atOnce,
                patient,
                speeds.stream().anyMatch(Speed::extrapolated));
    }

    /** How many times as long all test-time views take as one. */
    private static double views(Recipe recipe, Recipe.Model model) {
        return model.segments()
                ? PixelViews.of(recipe.tta()).cost()
                : new Predictor(model, recipe.tta(), new Seed(recipe.seed()), 1).views();
    }

    /** Seconds until all jobs are done, each taken up by the first worker that is free. */
    static double span(List<Double> jobs, int workers) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int worker = 0; worker < workers; worker++) {
            free.add(0.0);
        }
        double end = 0;
        for (double job : jobs) {
            double done = free.remove() + job;
            free.add(done);
            end = Math.max(end, done);
        }
        return end;
    }

    /**
     * Time and memory.
     *
     * @param machine memory of the machine, or of its container, in MiB
     */
    public List<CheckLine> lines(double machine) {
        return List.of(time(), memoryLine(machine));
    }

    private String team() {
        return workers == 1 ? "one worker" : workers + " workers at a time";
    }

    private CheckLine time() {
        return CheckLine.passed(
                TIME,
                "training and predicting will take about " + duration(seconds) + " with " + team() + ", "
                        + duration((1 - MARGIN) * seconds) + " to " + duration((1 + MARGIN) * seconds)
                        + (patient ? "; an upper limit, since patience may end training earlier" : ""));
    }

    private CheckLine memoryLine(double machine) {
        if (memory == 0) {
            return CheckLine.skipped(MEMORY, "this system does not tell how much a process holds");
        }
        String finding = String.format(
                Locale.ROOT,
                "%s %s about %.1f GiB of %.1f%s",
                team(),
                workers == 1 ? "holds" : "hold",
                memory / 1024.0,
                machine / 1024,
                extrapolated ? ", extrapolated from smaller batches" : "");
        if (memory <= TIGHT * machine) {
            return CheckLine.passed(MEMORY, finding);
        }
        int fitting = (int) (TIGHT * machine / memory * workers);
        String todo = fitting >= 1 ? "set workers: " + fitting : "take smaller batches, images or networks";
        return memory > machine
                ? CheckLine.failed(MEMORY, finding, todo)
                : CheckLine.warned(MEMORY, finding + ", which leaves little for anything else", todo);
    }

    /** {@code 40 s}, {@code 4 min 20 s}, {@code 27 min}, {@code 3 h 20 min}. */
    static String duration(double seconds) {
        if (seconds < 90) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        long tens = Math.round(seconds / 10);
        if (tens < 60) {
            return both(tens / 6, "min", tens % 6 * 10, "s");
        }
        long minutes = Math.round(seconds / 60);
        return minutes < 90 ? minutes + " min" : both(minutes / 60, "h", minutes % 60, "min");
    }

    private static String both(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
