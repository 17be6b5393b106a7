package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.RunFolder;

/**
 * What every model predicts for the training rows that it has not seen.
 *
 * @param classes names of the columns
 * @param train the training rows
 * @param plan the folds
 * @param models by model: probabilities of the rows of {@link #heldOut()}, in that order
 */
record OutOfFold(List<String> classes, RowTable train, FoldPlan plan, Map<String, double[][]> models) {
    static final String FILE = "oof.csv";

    /** Puts the folds' files together. */
    static OutOfFold read(RunConfig config, RunFolder folder) throws IOException {
        RowTable train = RowTable.read(folder.file(RowTable.TRAIN));
        FoldPlan plan = FoldTable.read(folder.file(FoldTable.FILE), train.ids());
        Map<String, double[][]> models = new LinkedHashMap<>();
        for (String model : config.modelNames()) {
            double[][] byRow = new double[train.size()][];
            for (int fold = 0; fold < plan.folds(); fold++) {
                double[][] heldOut = Npy.read(folder.file(RunFolder.fold(model, fold) + "/" + PredictStage.OOF));
                int[] rows = plan.validation(fold);
                for (int i = 0; i < rows.length; i++) {
                    byRow[rows[i]] = heldOut[i];
                }
            }
            models.put(model, Arrays.stream(byRow).filter(row -> row != null).toArray(double[][]::new));
        }
        List<String> classes = CheckResult.read(folder.file(CheckResult.FILE)).classes();
        return new OutOfFold(classes, train, plan, models);
    }

    /** Rows that are held out in some fold, ascending: all of them, but for a hold-out. */
    int[] heldOut() {
        return IntStream.range(0, train.size())
                .filter(row -> plan.fold(row) != FoldPlan.ALWAYS_TRAINS)
                .toArray();
    }

    /** True classes of {@link #heldOut()}. */
    int[] truth() {
        int[] all = train.classes(classes);
        return Arrays.stream(heldOut()).map(row -> all[row]).toArray();
    }

    /** Writes the table that people read: one line a model and row. */
    void write(RunFolder folder) throws IOException {
        int[] rows = heldOut();
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord(Probabilities.header(classes, "model", "id", "fold", "label"));
            for (Map.Entry<String, double[][]> model : models.entrySet()) {
                for (int i = 0; i < rows.length; i++) {
                    int row = rows[i];
                    csv.printRecord(Probabilities.line(
                            model.getValue()[i],
                            model.getKey(),
                            train.ids().get(row),
                            plan.fold(row),
                            train.labels().get(row)));
                }
            }
        });
    }
}
