package org.podium.pipeline.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.run.CsvFile;

/** A training's history as CSV, {@code history.csv}: a line an epoch, and one for an average of weights. */
public final class History {
    private History() {}

    /** @param metric name of the metric, which the column is named after */
    public static void write(Path file, List<Epoch> epochs, String metric) throws IOException {
        CsvFile.write(file, csv -> {
            csv.printRecord(
                    "epoch",
                    "step",
                    "lr",
                    "train_loss",
                    "valid_loss",
                    "valid_" + metric.replace('-', '_'),
                    "images_per_second");
            for (Epoch e : epochs) {
                csv.printRecord(
                        e.epoch(),
                        e.step(),
                        e.ofAverage() ? "" : e.lr(),
                        e.ofAverage() ? "" : e.trainLoss(),
                        e.validLoss(),
                        e.validMetric(),
                        e.ofAverage() ? "" : Math.round(10 * e.imagesPerSecond()) / 10.0);
            }
        });
    }
}
