package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;

/** How fast a network predicts. */
final class PredictionSpeed {
    /** The engine needs a batch or two to get going. */
    static final int STARTING = 2;

    private PredictionSpeed() {}

    /**
     * Images a second through one view, reading included, by the median batch.
     *
     * @param rows of a batch
     * @param batches that are timed, at least 1
     */
    static double of(Workbench bench, int rows, int batches) throws IOException {
        int[] held = bench.examples().validation();
        int[] order = IntStream.range(0, rows * (STARTING + batches))
                .map(i -> held[i % held.length])
                .toArray();
        int size = bench.model().viewSize();
        List<Double> seconds = new ArrayList<>();
        try (Network network = bench.network(bench.start());
                Snapshot snapshot = network.snapshot();
                Batches reader = new Batches(size, rows, bench.subject().readers())) {
            long[] before = {System.nanoTime()};
            reader.forEach(order, bench.through(bench.model().view(), "view"), batch -> {
                snapshot.logits(batch.pixels(), rows, size, size);
                long now = System.nanoTime();
                seconds.add((now - before[0]) / 1e9);
                before[0] = now;
            });
        }
        double[] steady = seconds.stream()
                .skip(STARTING)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return rows / steady[steady.length / 2];
    }
}
