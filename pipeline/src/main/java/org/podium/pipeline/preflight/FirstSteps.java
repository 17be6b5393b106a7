package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.train.Loss;
import org.podium.pipeline.train.TrainingStep;

/**
 * The first updates of a training, made as training makes them but for its schedule, at one rate from the start.
 *
 * @param rows of a batch; an update takes one batch, also where the recipe adds up several
 * @param losses of each step, before its update; the last one may be NaN or infinite, and ends the steps
 * @param seconds that each step took, with waiting for its images
 */
record FirstSteps(int rows, List<Double> losses, List<Double> seconds) {
    /** Steps that the engine needs to get going: they are slower. */
    private static final int STARTING = 2;

    /** @param rate peak learning rate */
    static FirstSteps of(Workbench bench, double rate, int rows, int steps) throws IOException {
        Recipe.Model model = bench.model();
        int size = model.imageSize();
        List<Double> losses = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        try (Network network = bench.network(bench.start());
                TrainingStep update = new TrainingStep(network, model);
                Loss loss = bench.loss();
                Batches batches = new Batches(size, rows, bench.subject().readers())) {
            update.freeze(bench.frozenStages());
            long[] before = {System.nanoTime()};
            batches.forEach(bench.cycled("steps", rows * steps), bench.augmented("steps"), batch -> {
                if (!losses.isEmpty() && !Double.isFinite(losses.get(losses.size() - 1))) {
                    return;
                }
                long seed = bench.subject().seed().derive("preflight", "dropout", model.name(), losses.size());
                update.add(batch.pixels(), rows, size, size, seed, loss.of(bench.classes(batch.rows())));
                TrainingStep.Result result = update.update(rate);
                losses.add(result.finite() ? result.loss() : Double.NaN);
                long now = System.nanoTime();
                seconds.add((now - before[0]) / 1e9);
                before[0] = now;
            });
        }
        return new FirstSteps(rows, losses, seconds);
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
