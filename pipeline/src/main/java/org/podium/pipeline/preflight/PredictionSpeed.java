package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.podium.ensemble.Averaging;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.predict.PixelViews;

/** How fast a network predicts. */
final class PredictionSpeed {
    /** The engine needs a batch or two to get going. */
    static final int STARTING = 2;

    /** Whole images that are timed at most. */
    private static final int MOST_WHOLE = 8;

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
                Batches reader = bench.batches(size, rows)) {
            long[] before = {System.nanoTime()};
            reader.forEach(order, bench.through(bench.model().view(), "view"), batch -> {
                snapshot.logits(batch.pixels(), rows, size, size);
                long now = System.nanoTime();
                seconds.add((now - before[0]) / 1e9);
                before[0] = now;
            });
        }
        return rows / median(seconds, STARTING);
    }

    /**
     * Whole images a second through the windows of one view, reading included.
     *
     * @param budget seconds that it may take, about: of large images parts are predicted, and windows counted
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    static double ofWhole(Workbench bench, double budget) throws IOException {
        int[] held = bench.examples().validation();
        List<Double> seconds = new ArrayList<>();
        long end = System.nanoTime() + (long) (budget * 1e9);
        try (Network network = bench.network(bench.start());
                Snapshot snapshot = network.snapshot()) {
            PixelPredictor predictor = new PixelPredictor(
                    snapshot, bench.model(), bench.examples().classes(), PixelViews.PLAIN, Averaging.PROBABILITY);
            int side = bench.model().window().span(bench.model().windowSize());
            double aWindow = 0;
            for (int i = 0; i < STARTING + 1 || System.nanoTime() < end && i < MOST_WHOLE; i++) {
                try (PointerScope scope = new PointerScope()) {
                    long start = System.nanoTime();
                    Mat image = bench.decoded(held[i % held.length]).image();
                    double read = (System.nanoTime() - start) / 1e9;
                    // The first ones are of a window each, and tell how many there is time for.
                    int most = aWindow == 0 ? 1 : (int) Math.max(1, Math.sqrt(budget / MOST_WHOLE / aWindow));
                    int width = Math.min(image.cols(), most * side);
                    int height = Math.min(image.rows(), most * side);
                    start = System.nanoTime();
                    predictor.predict(new Mat(image, new Rect(0, 0, width, height)), (rows, probabilities) -> {});
                    double took = (System.nanoTime() - start) / 1e9;
                    aWindow = i + 1 < STARTING ? 0 : took / PixelPredictor.windows(bench.model(), width, height);
                    seconds.add(read + aWindow * PixelPredictor.windows(bench.model(), image.cols(), image.rows()));
                }
            }
        }
        return 1 / median(seconds, STARTING);
    }

    private static double median(List<Double> seconds, int starting) {
        double[] steady = seconds.stream()
                .skip(starting)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return steady[steady.length / 2];
    }
}
