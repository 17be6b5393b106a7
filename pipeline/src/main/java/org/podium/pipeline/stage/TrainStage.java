package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.weights.WeightStore;

/** Every model on every fold. A fold's folder appears whole, when its job is done. */
final class TrainStage extends JobStage {
    static final String WEIGHTS = "weights.safetensors";
    static final String HISTORY = "history.csv";
    static final String OUTCOME = "outcome.json";
    static final String JOB = "job.json";

    /** What a job leaves, besides its own file. */
    static final List<String> LEAVES = List.of(WEIGHTS, HISTORY, OUTCOME);

    TrainStage(RunConfig config, RunFolder folder, Launcher launcher, List<String> devices) {
        super(config, folder, launcher, devices);
    }

    @Override
    Job.Kind kind() {
        return Job.Kind.TRAIN;
    }

    @Override
    String settings(Recipe.Model model) throws IOException {
        Recipe recipe = config.recipe();
        return String.join(
                "\n",
                RunConfig.yaml(model),
                weightsHash(model),
                config.competition().metric(),
                "" + recipe.seed(),
                "" + recipe.precision(),
                "" + recipe.threads(),
                recipe.device().replaceAll(":.*", ""));
    }

    /** SHA-256 of the file that training starts from; empty: it starts from scratch. */
    private static String weightsHash(Recipe.Model model) throws IOException {
        return model.weights().isEmpty()
                ? ""
                : Hashes.of(WeightStore.ofUser()
                        .place(WeightsReference.of(model.weights().get())));
    }

    @Override
    public Map<String, String> outside() throws IOException {
        Map<String, String> weights = new TreeMap<>();
        for (Recipe.Model model : config.recipe().models()) {
            if (model.weights().isPresent()) {
                weights.put(model.weights().get(), weightsHash(model));
            }
        }
        return weights;
    }

    @Override
    List<String> shared() {
        return List.of(CheckResult.FILE, RowTable.TRAIN, FoldTable.FILE);
    }

    @Override
    List<String> reads(String model, int fold) {
        return List.of();
    }

    @Override
    List<String> leaves() {
        return LEAVES;
    }

    @Override
    Path workplace(String model, int fold) {
        return AtomicFiles.temporary(folder.file(RunFolder.fold(model, fold)));
    }

    @Override
    String jobFile() {
        return JOB;
    }
}
