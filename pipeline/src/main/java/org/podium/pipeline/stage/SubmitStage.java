package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.SubmissionFormat;
import org.podium.pipeline.competition.SubmissionWriter;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/** The blended test prediction in the form the competition asks for. */
final class SubmitStage implements Stage {
    static final String FILE = "submission.csv";

    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;

    SubmitStage(RunConfig config, RunFolder folder, CompetitionData data) {
        this.config = config;
        this.folder = folder;
        this.data = data;
    }

    @Override
    public String name() {
        return "submit";
    }

    @Override
    public List<String> reads() throws IOException {
        List<String> files =
                new ArrayList<>(List.of(Inventory.FILE, RowTable.TRAIN, RowTable.TEST, FoldTable.FILE, Blend.FILE));
        files.addAll(JobStage.filesOf(
                config,
                Splits.read(folder).count(),
                PredictStage.test(config.competition().task())));
        return files;
    }

    @Override
    public List<String> writes() {
        return List.of(FILE);
    }

    @Override
    public List<String> summaries() {
        return writes();
    }

    /** The format as resolved stands for the sample file's columns and ids. */
    @Override
    public String settings() {
        return format() + RunConfig.yaml(config.recipe().tta());
    }

    private SubmissionFormat format() {
        return SubmissionFormat.of(config.competition(), Path.of(config.competitionFolder()), data);
    }

    @Override
    public void run(Display display) throws IOException {
        TestPredictions predictions =
                TestPredictions.read(config, folder, Splits.read(folder).count());
        double[][] blended = Blend.read(folder.file(Blend.FILE)).of(predictions.models());
        Map<String, double[]> byId = new HashMap<>();
        for (int row = 0; row < blended.length; row++) {
            byId.put(predictions.ids().get(row), blended[row]);
        }
        // Rows without a usable image get what is known without looking: the shares of the classes.
        double[] shares = Inventory.read(folder.file(Inventory.FILE)).shares();
        double[][] all = data.test().ids().stream()
                .map(id -> byId.getOrDefault(id, shares))
                .toArray(double[][]::new);
        SubmissionWriter.write(folder.file(FILE), format(), all);
    }
}
