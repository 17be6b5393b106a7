package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.Npy;
import org.podium.pipeline.run.RunFolder;

/**
 * What every model predicts for the training rows that it has not seen.
 *
 * @param classes names of the columns
 * @param train the training rows
 * @param splits the folds
 * @param models by model, for each fold: probabilities of its validation rows
 */
record OutOfFold(List<String> classes, RowTable train, Splits splits, Map<String, List<double[][]>> models) {
    static final String FILE = "oof.csv";

    /** Reads the folds' files. */
    static OutOfFold read(RunConfig config, RunFolder folder) throws IOException {
        RowTable train = RowTable.read(folder.file(RowTable.TRAIN));
        Splits splits = Splits.read(folder, train);
        Map<String, List<double[][]>> models = new LinkedHashMap<>();
        for (String model : config.modelNames()) {
            List<double[][]> folds = new ArrayList<>();
            for (int number = 0; number < splits.count(); number++) {
                folds.add(Npy.read(folder.file(RunFolder.fold(model, number) + "/"
                        + PredictStage.oof(config.competition().task()))));
            }
            models.put(model, folds);
        }
        List<String> classes = Inventory.read(folder.file(Inventory.FILE)).classes();
        return new OutOfFold(classes, train, splits, models);
    }

    /** True classes of some rows. */
    int[] truth(int[] rows) {
        int[] all = train.classes(classes);
        return Arrays.stream(rows).map(row -> all[row]).toArray();
    }

    /** Rows that are held out in some fold, ascending: all of them, but for hold-outs and series in time. */
    int[] heldOut() {
        return IntStream.range(0, splits.count())
                .flatMap(number -> Arrays.stream(splits.validation(number)))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * One prediction for each of {@link #heldOut()}: the arithmetic mean over the repeats.
     *
     * @param folds for each fold: probabilities of its validation rows
     */
    double[][] pooled(List<double[][]> folds) {
        double[][] sums = new double[train.size()][];
        int[] times = new int[train.size()];
        for (int number = 0; number < splits.count(); number++) {
            int[] rows = splits.validation(number);
            for (int i = 0; i < rows.length; i++) {
                double[] predicted = folds.get(number)[i];
                times[rows[i]]++;
                if (sums[rows[i]] == null) {
                    sums[rows[i]] = predicted.clone();
                    continue;
                }
                for (int c = 0; c < predicted.length; c++) {
                    sums[rows[i]][c] += predicted[c];
                }
            }
        }
        return Arrays.stream(heldOut())
                .mapToObj(row ->
                        Arrays.stream(sums[row]).map(sum -> sum / times[row]).toArray())
                .toArray(double[][]::new);
    }

    /** Writes the table that people read: one line a model, repeat and row that is held out in it. */
    void write(RunFolder folder) throws IOException {
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord(Probabilities.header(classes, "model", "id", "repeat", "fold", "label"));
            for (Map.Entry<String, List<double[][]>> model : models.entrySet()) {
                for (int repeat = 0; repeat < splits.plan().repeats(); repeat++) {
                    for (Line line : lines(repeat, model.getValue())) {
                        csv.printRecord(Probabilities.line(
                                line.probabilities(),
                                model.getKey(),
                                train.ids().get(line.row()),
                                repeat,
                                line.fold(),
                                train.labels().get(line.row())));
                    }
                }
            }
        });
    }

    private record Line(int row, int fold, double[] probabilities) {}

    /** In the order of the rows. */
    private List<Line> lines(int repeat, List<double[][]> ofFolds) {
        Line[] byRow = new Line[train.size()];
        for (int fold = 0; fold < splits.plan().folds(); fold++) {
            int number = repeat * splits.plan().folds() + fold;
            int[] rows = splits.validation(number);
            for (int i = 0; i < rows.length; i++) {
                byRow[rows[i]] = new Line(rows[i], fold, ofFolds.get(number)[i]);
            }
        }
        return Arrays.stream(byRow).filter(line -> line != null).toList();
    }
}
