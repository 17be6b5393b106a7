package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.ensemble.Averaging;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.predict.MaskPainter;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.RunFolder;

/** Goes through the rows that are held out in some fold, with the true mask and the predicted one of each. */
final class MaskJudge implements AutoCloseable {
    private final RunConfig config;
    private final RowTable train;
    private final MaskTable masks;
    private final Splits splits;
    private final Map<Integer, int[]> folds;
    private final MaskPredictions predictions;
    private final Event.Sink events;

    private MaskJudge(RunConfig config, RunFolder folder, Event.Sink events) throws IOException {
        this.config = config;
        this.train = RowTable.read(folder.file(RowTable.TRAIN));
        this.masks = MaskTable.read(folder);
        this.splits = Splits.read(folder, train);
        this.folds = foldsOfRows(splits);
        this.events = events;
        this.predictions = MaskPredictions.outOfFold(config, folder);
    }

    /** @param events told after each row */
    static MaskJudge open(RunConfig config, RunFolder folder, Event.Sink events) throws IOException {
        return new MaskJudge(config, folder, events);
    }

    Splits splits() {
        return splits;
    }

    /** Hears of each prediction. */
    interface Visitor {
        /**
         * What one fold says of a row that it holds out.
         *
         * @param fold its number, through all repeats
         * @param truth the row's mask
         */
        void fold(int row, int fold, byte[] truth, MaskPainter painted) throws IOException;

        /** What all folds together say that hold the row out: the arithmetic mean over the repeats. */
        void pooled(int row, byte[] truth, MaskPainter painted) throws IOException;
    }

    /** All rows that are held out, in ascending order. */
    List<Integer> rows() {
        return folds.keySet().stream().sorted().toList();
    }

    /** How many pixels the mask of a row has. */
    long pixels(int row) {
        return masks.pixels().get(row).total();
    }

    /** Goes through all rows, in ascending order. */
    void visit(Map<String, Double> shares, List<OptionalDouble> thresholds, String text, Visitor visitor)
            throws IOException {
        visit(rows(), shares, thresholds, text, visitor);
    }

    /**
     * Goes through some rows.
     *
     * @param rows of those that are held out
     * @param shares of the models, by name
     * @param thresholds that masks are made for
     * @param text what is told beside the progress
     */
    void visit(
            List<Integer> rows,
            Map<String, Double> shares,
            List<OptionalDouble> thresholds,
            String text,
            Visitor visitor)
            throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.get(i);
            byte[] truth = truth(row);
            MaskPainter painted = null;
            for (int fold : folds.get(row)) {
                painted = painted(row, new int[] {fold}, shares, thresholds);
                visitor.fold(row, fold, truth, painted);
            }
            visitor.pooled(
                    row,
                    truth,
                    folds.get(row).length == 1 ? painted : painted(row, folds.get(row), shares, thresholds));
            events.tell(new Event.Progress(i + 1, rows.size(), text, false));
        }
    }

    private static Map<Integer, int[]> foldsOfRows(Splits splits) {
        Map<Integer, int[]> folds = new HashMap<>();
        for (int number = 0; number < splits.count(); number++) {
            int one = number;
            for (int row : splits.validation(number)) {
                folds.merge(row, new int[] {one}, (a, b) -> IntStream.concat(IntStream.of(a), IntStream.of(b))
                        .toArray());
            }
        }
        return folds;
    }

    private MaskPainter painted(int row, int[] folds, Map<String, Double> shares, List<OptionalDouble> thresholds)
            throws IOException {
        MaskPainter[] painter = new MaskPainter[1];
        int classes = config.competition().classes().size();
        predictions.average(train.ids().get(row), folds, Averaging.PROBABILITY, shares, (width, height) -> {
            painter[0] =
                    new MaskPainter(width, height, classes, config.competition().backgroundIndex(), thresholds);
            return painter[0];
        });
        return painter[0];
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private byte[] truth(int row) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat mask = MaskFile.read(masks.files().get(row), MaskTable.coding(config.competition()));
            return MaskFile.bytes(mask);
        }
    }

    @Override
    public void close() throws IOException {
        predictions.close();
    }
}
