package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Task;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;

/** Every fold's network on the rows it has not seen, and on the test rows. */
final class PredictStage extends JobStage {
    static final String JOB = "predict.json";

    PredictStage(RunConfig config, RunFolder folder, Launcher launcher, List<String> devices) {
        super(config, folder, launcher, devices);
    }

    /** The file with a fold's predictions for the rows it has not seen. */
    static String oof(Task task) {
        return task.masks() ? "oof.npz" : "oof.npy";
    }

    /** The file with a fold's predictions for the test rows. */
    static String test(Task task) {
        return task.masks() ? "test.npz" : "test.npy";
    }

    /** What a job leaves, besides its own file. */
    static List<String> leaves(Task task) {
        return List.of(oof(task), test(task));
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
        return Stream.concat(
                        Stream.of(RowTable.TEST),
                        TrainStage.shared(config.competition().task()).stream())
                .toList();
    }

    @Override
    List<String> reads(String model, int fold) {
        return List.of(RunFolder.fold(model, fold) + "/" + TrainStage.WEIGHTS);
    }

    @Override
    List<String> leaves() {
        return leaves(config.competition().task());
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
        return config.competition().task().masks() ? List.of() : List.of(OutOfFold.FILE, TestPredictions.FILE);
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        super.run(display);
        if (!config.competition().task().masks()) {
            OutOfFold.read(config, folder).write(folder);
            TestPredictions.read(config, folder, folds()).write(folder);
        }
    }
}
