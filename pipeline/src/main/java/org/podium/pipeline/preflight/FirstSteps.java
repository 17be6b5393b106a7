package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.train.Loss;
import org.podium.pipeline.train.TrainingStep;

/**
 * The first updates of a training, made as training makes them but for its schedule, at one rate from the start.
 *
 * @param rows of an update
 * @param losses of each step, before its update; the last one may be NaN or infinite, and ends the steps
 * @param seconds that each step took, with waiting for its images
 */
record FirstSteps(int rows, List<Double> losses, List<Double> seconds) {
    /** Steps that the engine needs to get going: they are slower. */
    private static final int STARTING = 2;

    /** As few as these are made however long they take. */
    private static final int FEWEST = 3;

    /**
     * How the updates are made.
     *
     * @param rows of a batch
     * @param parts batches that an update adds up
     * @param steps updates at most
     * @param seconds after which no further one is begun
     */
    record Plan(int rows, int parts, int steps, double seconds) {
        /** No more updates than these. */
        Plan upTo(int most) {
            return new Plan(rows, parts, Math.min(steps, most), seconds);
        }
    }

    /** @param rate peak learning rate */
    static FirstSteps of(Workbench bench, double rate, Plan plan) throws IOException {
        Recipe.Model model = bench.model();
        int size = model.imageSize();
        List<Double> losses = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        try (Network network = bench.network(bench.start());
                TrainingStep update = new TrainingStep(network, model);
                Criterion loss = bench.loss();
                Batches batches = bench.batches(size, plan.rows())) {
            update.freeze(bench.frozenStages());
            int[] order = bench.cycled("steps", plan.rows() * plan.parts() * plan.steps());
            long start = System.nanoTime();
            long[] before = {start};
            int[] taken = {0};
            batches.forEachWhile(order, bench.augmented("steps"), batch -> {
                int part = taken[0]++ % plan.parts();
                int first = (taken[0] - 1 - part) * plan.rows();
                long seed = bench.subject().seed().derive("preflight", "dropout", model.name(), taken[0]);
                LossFunction own = loss.of(bench.images(batch));
                update.add(
                        batch.pixels(),
                        plan.rows(),
                        size,
                        size,
                        seed,
                        plan.parts() == 1 ? own : Loss.scaled(own, shares(bench, loss, order, first, plan)[part]));
                if (part < plan.parts() - 1) {
                    return true;
                }
                TrainingStep.Result result = update.update(rate);
                losses.add(result.finite() ? result.loss() : Double.NaN);
                long now = System.nanoTime();
                seconds.add((now - before[0]) / 1e9);
                before[0] = now;
                boolean over = losses.size() >= FEWEST && now - start > plan.seconds() * 1e9;
                return result.finite() && !over;
            });
        }
        return new FirstSteps(plan.rows() * plan.parts(), losses, seconds);
    }

    /** What the parts of an update are scaled by, as training does it. */
    private static double[] shares(Workbench bench, Criterion loss, int[] order, int first, Plan plan) {
        return loss.shares(IntStream.range(0, plan.parts())
                .mapToObj(part -> first + part * plan.rows())
                .map(from -> bench.classes(Arrays.copyOfRange(order, from, from + plan.rows())))
                .toList());
    }

    /** The first of these steps. */
    FirstSteps first(int count) {
        int most = Math.min(count, losses.size());
        return new FirstSteps(rows, losses.subList(0, most), seconds.subList(0, most));
    }

    boolean finite() {
        return losses.stream().allMatch(Double::isFinite);
    }

    double largest() {
        return losses.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Mean of the last third of the losses; infinite when one was lost. */
    double late() {
        int from = losses.size() - Math.max(1, losses.size() / 3);
        return finite()
                ? losses.subList(from, losses.size()).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow()
                : Double.POSITIVE_INFINITY;
    }

    /** Images a second, by the median step once the engine has got going. */
    double imagesPerSecond() {
        double[] steady = seconds.stream()
                .skip(Math.min(STARTING, seconds.size() - 1))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return rows / steady[steady.length / 2];
    }
}
