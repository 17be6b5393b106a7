package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;

/** Every fold's network on the rows it has not seen, and on the test rows. */
final class PredictStage extends JobStage {
    static final String OOF = "oof.npy";
    static final String TEST = "test.npy";
    static final String JOB = "predict.json";

    /** What a job leaves, besides its own file. */
    static final List<String> LEAVES = List.of(OOF, TEST);

    PredictStage(RunConfig config, RunFolder folder, Launcher launcher, List<String> devices) {
        super(config, folder, launcher, devices);
    }

    @Override
    Job.Kind kind() {
        return Job.Kind.PREDICT;
    }

    @Override
    String settings(Recipe.Model model) {
        Recipe recipe = config.recipe();
        return String.join(
                "\n",
                RunConfig.yaml(model),
                RunConfig.yaml(recipe.tta()),
                "" + recipe.seed(),
                "" + recipe.precision(),
                "" + recipe.threads(),
                recipe.device().replaceAll(":.*", ""));
    }

    @Override
    List<String> shared() {
        return List.of(Inventory.FILE, RowTable.TRAIN, RowTable.TEST, FoldTable.FILE);
    }

    @Override
    List<String> reads(String model, int fold) {
        return List.of(RunFolder.fold(model, fold) + "/" + TrainStage.WEIGHTS);
    }

    @Override
    List<String> leaves() {
        return LEAVES;
    }

    @Override
    Path workplace(String model, int fold) {
        return AtomicFiles.temporary(folder.file(RunFolder.fold(model, fold) + "/predict"));
    }

    @Override
    String jobFile() {
        return JOB;
    }

    @Override
    public List<String> summaries() {
        return List.of(OutOfFold.FILE, TestPredictions.FILE);
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        super.run(display);
        OutOfFold.read(config, folder).write(folder);
        TestPredictions.read(config, folder, folds()).write(folder);
    }
}
