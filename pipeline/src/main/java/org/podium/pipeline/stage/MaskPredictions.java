package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.ensemble.Averaging;
import org.podium.ensemble.PixelSums;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.predict.PixelFile;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.run.RunFolder;

/**
 * What models predict for the pixels of some rows, by model and fold. Averages are made for a few rows of pixels at a time,
 * so that neither the folds nor the models, nor an image of them, is in memory whole.
 */
final class MaskPredictions implements AutoCloseable {
    /** Numbers of a band, for each file that is read at once. */
    private static final int BAND = 1 << 20;

    private final Map<String, List<PixelFile.Reader>> models = new LinkedHashMap<>();
    private final Averaging ofModels;

    private MaskPredictions(RunConfig config) {
        this.ofModels = Averages.in(config.recipe().ensemble().domain());
    }

    /** For the rows that each fold's networks have not seen. */
    static MaskPredictions outOfFold(RunConfig config, RunFolder folder) throws IOException {
        return open(config, folder, PredictStage.oof(config.competition().task()));
    }

    /** For the test rows. */
    static MaskPredictions test(RunConfig config, RunFolder folder) throws IOException {
        return open(config, folder, PredictStage.test(config.competition().task()));
    }

    private static MaskPredictions open(RunConfig config, RunFolder folder, String file) throws IOException {
        MaskPredictions predictions = new MaskPredictions(config);
        int folds = Splits.read(folder).count();
        try {
            for (String model : config.modelNames()) {
                List<PixelFile.Reader> readers = new ArrayList<>();
                predictions.models.put(model, readers);
                for (int fold = 0; fold < folds; fold++) {
                    readers.add(new PixelFile.Reader(folder.file(RunFolder.fold(model, fold) + "/" + file)));
                }
            }
        } catch (IOException e) {
            predictions.close();
            throw e;
        }
        return predictions;
    }

    /** Where the rows of one image's average go. */
    interface Canvas {
        /** Told first. */
        PixelPredictor.Sink begin(int width, int height) throws IOException;
    }

    /**
     * The average of an image over folds and models.
     *
     * @param folds numbers of the folds that predicted it
     * @param ofFolds the domain in which folds are averaged
     * @param shares of the models, by name; the others are left out
     */
    void average(String id, int[] folds, Averaging ofFolds, Map<String, Double> shares, Canvas canvas)
            throws IOException {
        List<List<PixelFile.Image>> images = new ArrayList<>();
        try {
            for (String model : shares.keySet()) {
                List<PixelFile.Image> ofModel = new ArrayList<>();
                images.add(ofModel);
                for (int fold : folds) {
                    ofModel.add(models.get(model).get(fold).image(id));
                }
            }
            requireSameShape(images);
            average(images, ofFolds, List.copyOf(shares.values()), canvas);
        } finally {
            for (List<PixelFile.Image> ofModel : images) {
                for (PixelFile.Image image : ofModel) {
                    image.close();
                }
            }
        }
    }

    private static void requireSameShape(List<List<PixelFile.Image>> images) throws IOException {
        PixelFile.Image first = images.get(0).get(0);
        for (List<PixelFile.Image> ofModel : images) {
            for (PixelFile.Image image : ofModel) {
                if (!Arrays.equals(image.shape(), first.shape())) {
                    throw new IOException(image.name() + " has the shape " + Arrays.toString(image.shape()) + ", but "
                            + first.name() + " " + Arrays.toString(first.shape()));
                }
            }
        }
    }

    private void average(List<List<PixelFile.Image>> images, Averaging ofFolds, List<Double> shares, Canvas canvas)
            throws IOException {
        PixelFile.Image first = images.get(0).get(0);
        int width = first.width();
        int classes = first.classes();
        int band = Math.max(1, Math.min(first.height(), BAND / (width * classes)));
        PixelPredictor.Sink sink = canvas.begin(width, first.height());
        PixelSums folds = new PixelSums(ofFolds, band * width, classes);
        PixelSums blend = new PixelSums(ofModels, band * width, classes);
        byte[] bytes = new byte[band * width * classes];
        float[] averaged = new float[band * width * classes];
        float[] alike = new float[band * width];
        Arrays.fill(alike, 1);
        for (int top = 0; top < first.height(); top += band) {
            int rows = Math.min(band, first.height() - top);
            blend.clear();
            for (int m = 0; m < images.size(); m++) {
                folds.clear();
                for (PixelFile.Image image : images.get(m)) {
                    image.rows(rows, bytes);
                    folds.add(bytes, rows * width, 1);
                }
                folds.average(0, rows * width, averaged);
                blend.add(0, averaged, 0, rows * width, alike, 0, shares.get(m).floatValue());
            }
            blend.average(0, rows * width, averaged);
            sink.rows(rows, averaged);
        }
    }

    @Override
    public void close() throws IOException {
        for (List<PixelFile.Reader> readers : models.values()) {
            for (PixelFile.Reader reader : readers) {
                reader.close();
            }
        }
    }
}
