package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.MaskSubmissionWriter;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.RunFolder;

/** The blended masks of the test rows in the form the competition asks for. */
final class MaskSubmitStage implements Stage {
    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;

    MaskSubmitStage(RunConfig config, RunFolder folder, CompetitionData data) {
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
        Task task = config.competition().task();
        List<String> files = new ArrayList<>(TrainStage.shared(task));
        files.addAll(List.of(RowTable.TEST, Blend.FILE, PostProcessed.FILE));
        files.addAll(JobStage.filesOf(config, Splits.read(folder).count(), PredictStage.test(task)));
        return files;
    }

    @Override
    public List<String> writes() {
        return List.of(fileName());
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

    private String fileName() {
        return config.competition().submission().fileName();
    }

    private MaskSubmissionFormat format() {
        return MaskSubmissionFormat.of(config.competition(), Path.of(config.competitionFolder()), data);
    }

    @Override
    public void run(Display display) throws IOException {
        MaskSubmissionFormat format = format();
        int rows = format.rows().size();
        int[] done = {0};
        try (Display.Task task = display.task("submit");
                TestMasks masks = TestMasks.open(config, folder)) {
            MaskSubmissionWriter.write(folder.file(fileName()), format, row -> {
                task.tell(new Event.Progress(++done[0], rows, "", false));
                return masks.of(row, masks.allFolds());
            });
        }
    }
}
