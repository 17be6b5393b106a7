package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.RunFolder;

/**
 * What every model predicts for the test rows.
 *
 * @param classes names of the columns
 * @param ids the test rows with a usable image
 * @param models by model: probabilities of these rows, averaged over folds
 */
record TestPredictions(List<String> classes, List<String> ids, Map<String, double[][]> models) {
    static final String FILE = "test.csv";

    /** Averages the folds' files. */
    static TestPredictions read(RunConfig config, RunFolder folder, int folds) throws IOException {
        Map<String, double[][]> models = new LinkedHashMap<>();
        for (String model : config.modelNames()) {
            List<double[][]> ofFolds = new ArrayList<>();
            for (int fold = 0; fold < folds; fold++) {
                ofFolds.add(Npy.read(folder.file(RunFolder.fold(model, fold) + "/"
                        + PredictStage.test(config.competition().task()))));
            }
            models.put(model, Averages.in(config.recipe().tta().domain()).average(ofFolds));
        }
        return new TestPredictions(
                Inventory.read(folder.file(Inventory.FILE)).classes(),
                RowTable.read(folder.file(RowTable.TEST)).ids(),
                models);
    }

    /** Writes the table that people read: one line a model and row. */
    void write(RunFolder folder) throws IOException {
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord(Probabilities.header(classes, "model", "id"));
            for (Map.Entry<String, double[][]> model : models.entrySet()) {
                for (int row = 0; row < ids.size(); row++) {
                    csv.printRecord(Probabilities.line(model.getValue()[row], model.getKey(), ids.get(row)));
                }
            }
        });
    }
}
