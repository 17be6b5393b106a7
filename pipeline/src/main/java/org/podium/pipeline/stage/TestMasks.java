package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.ensemble.PostProcessing;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.predict.MaskPainter;
import org.podium.pipeline.run.RunFolder;

/** The masks that a run predicts for the test rows. */
final class TestMasks implements AutoCloseable {
    private final RunConfig config;
    private final List<String> ids;
    private final Blend blend;
    private final PostProcessing setting;
    private final int folds;
    private final MaskPredictions predictions;

    private TestMasks(RunConfig config, RunFolder folder) throws IOException {
        this.config = config;
        this.ids = RowTable.read(folder.file(RowTable.TEST)).ids();
        this.blend = Blend.read(folder.file(Blend.FILE));
        this.setting = PostProcessed.read(folder.file(PostProcessed.FILE)).setting();
        this.folds = Splits.read(folder).count();
        this.predictions = MaskPredictions.test(config, folder);
    }

    static TestMasks open(RunConfig config, RunFolder folder) throws IOException {
        return new TestMasks(config, folder);
    }

    /** Numbers of all folds. */
    int[] allFolds() {
        return IntStream.range(0, folds).toArray();
    }

    /**
     * The mask of a test row, blended over models and the given folds.
     *
     * @return {@code CV_8UC1}, owned by the caller's scope
     */
    Mat of(int row, int[] folds) throws IOException {
        MaskPainter[] painter = new MaskPainter[1];
        predictions.average(
                ids.get(row), folds, Averages.in(config.recipe().tta().domain()), blend.weights(), (width, height) -> {
                    painter[0] = new MaskPainter(
                            width,
                            height,
                            config.competition().classes().size(),
                            config.competition().backgroundIndex(),
                            List.of(setting.threshold()));
                    return painter[0];
                });
        return MaskFile.mat(painter[0].mask(setting), painter[0].width(), painter[0].height());
    }

    @Override
    public void close() throws IOException {
        predictions.close();
    }
}
