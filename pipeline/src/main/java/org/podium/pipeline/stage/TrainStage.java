package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.Task;
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

    /** Hashes of given files, by their paths: every model and fold asks for them, and they are large. */
    private final Map<Path, String> hashes = new HashMap<>();

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
        Competition competition = config.competition();
        return String.join(
                "\n",
                RunConfig.yaml(model),
                "" + given(model),
                competition.metric(),
                "" + recipe.seed(),
                "" + recipe.precision(),
                "" + recipe.threads(),
                recipe.device().replaceAll(":.*", ""),
                // The best epoch depends on it.
                competition.task().masks() ? "" + competition.backgroundIndex() : "");
    }

    /** SHA-256 of the files that training starts from, by what the recipe calls them. */
    private Map<String, String> given(Recipe.Model model) throws IOException {
        Map<String, String> given = new TreeMap<>();
        if (model.weights().isPresent()) {
            String weights = model.weights().get();
            given.put(weights, hash(WeightStore.ofUser().place(WeightsReference.of(weights))));
        }
        if (model.backbone().isPresent()) {
            given.put(model.backbone().get(), hash(Path.of(model.backbone().get())));
        }
        return given;
    }

    private String hash(Path file) throws IOException {
        if (!hashes.containsKey(file)) {
            hashes.put(file, Hashes.of(file));
        }
        return hashes.get(file);
    }

    @Override
    public Map<String, String> outside() throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Recipe.Model model : config.recipe().models()) {
            all.putAll(given(model));
        }
        return all;
    }

    @Override
    List<String> shared() {
        return shared(config.competition().task());
    }

    /** What every job reads of the training rows and their folds. */
    static List<String> shared(Task task) {
        return task.masks()
                ? List.of(Inventory.FILE, RowTable.TRAIN, FoldTable.FILE, MaskTable.FILE)
                : List.of(Inventory.FILE, RowTable.TRAIN, FoldTable.FILE);
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
