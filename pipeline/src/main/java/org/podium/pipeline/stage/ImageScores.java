package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.Map;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.RunFolder;

/**
 * How well each image held out was predicted: {@code oof.csv}, one line a model, fold and image, with the pixels whose class
 * is known and every metric for that image alone.
 */
final class ImageScores {
    static final String FILE = OutOfFold.FILE;

    private ImageScores() {}

    static void write(RunFolder folder, Splits splits, RowTable train, Map<String, Judged> models) throws IOException {
        CsvFile.write(folder.file(FILE), csv -> {
            csv.print("model");
            for (String column : new String[] {"id", "repeat", "fold", "pixels"}) {
                csv.print(column);
            }
            for (MaskMetric metric : MaskMetrics.all()) {
                csv.print(metric.name().replace('-', '_'));
            }
            csv.println();
            for (Map.Entry<String, Judged> model : models.entrySet()) {
                for (Judged.Image image : model.getValue().images()) {
                    csv.print(model.getKey());
                    csv.print(train.ids().get(image.row()));
                    csv.print(splits.repeat(image.fold()));
                    csv.print(splits.fold(image.fold()));
                    csv.print(image.pixels());
                    for (double score : image.scores()) {
                        csv.print(Probabilities.text(score));
                    }
                    csv.println();
                }
            }
        });
    }
}
