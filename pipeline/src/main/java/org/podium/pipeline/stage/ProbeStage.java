package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.preflight.Forecast;
import org.podium.pipeline.preflight.Preflight;
import org.podium.pipeline.preflight.PreflightResult;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.WorkerPool;
import org.podium.pipeline.train.Trainer;

/**
 * A look at every model before it is trained, on the first fold: {@code preflight/<model>.json}. Models are looked at one
 * after the other, each by a worker that has the machine to itself, since it is timed.
 */
final class ProbeStage implements Stage {
    private static final String FOLDER = "preflight";

    private final RunConfig config;
    private final RunFolder folder;
    private final Launcher launcher;
    private final String device;

    /** What training would depend on. */
    private final TrainStage training;

    ProbeStage(RunConfig config, RunFolder folder, Launcher launcher, List<String> devices) {
        this.config = config;
        this.folder = folder;
        this.launcher = launcher;
        this.device = devices.get(0);
        this.training = new TrainStage(config, folder, launcher, devices);
    }

    /** What was found of a model, by its path from the root. */
    static String file(String model) {
        return FOLDER + "/" + model + ".json";
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public List<String> reads() {
        return training.shared();
    }

    @Override
    public Map<String, String> outside() throws IOException {
        return training.outside();
    }

    /** What there is time for, and what was timed, go by what else the machine does. */
    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public List<String> writes() {
        return config.modelNames().stream().map(ProbeStage::file).toList();
    }

    @Override
    public String settings() throws IOException {
        return training.settings();
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        int classes = Inventory.read(folder.file(Inventory.FILE)).classes().size();
        Files.createDirectories(folder.file(FOLDER));
        List<WorkerPool.Assignment> assignments = new ArrayList<>();
        for (Recipe.Model model : config.recipe().models()) {
            Path workplace = AtomicFiles.temporary(folder.file(FOLDER + "/" + model.name()));
            AtomicFiles.deleteTree(workplace);
            Files.createDirectories(workplace);
            Path file = workplace.resolve("job.json");
            Job job = new Job(Job.Kind.PROBE, model.name(), 0, device, "");
            job.write(file);
            int threads = config.recipe().threads().orElseThrow();
            Launcher.Settings settings = new Launcher.Settings(threads, heap(model, classes));
            assignments.add(new WorkerPool.Assignment(job, file, settings));
        }
        try {
            WorkerPool.work(assignments, List.of(device), launcher, new JobStage.Tasks(display));
        } finally {
            for (WorkerPool.Assignment assignment : assignments) {
                AtomicFiles.deleteTree(assignment.file().getParent());
            }
        }
    }

    private int heap(Recipe.Model model, int classes) throws IOException {
        return config.competition().task().masks()
                ? JobStage.maskHeap(folder, config.recipe().tta(), model, classes)
                        + (int) (Preflight.heap(model, classes) >> 20)
                : Trainer.heapMegabytes(model, classes);
    }

    /** The most that a worker of it held. */
    @Override
    public long peakMemory() throws IOException {
        long most = 0;
        for (PreflightResult result : results()) {
            most = Math.max(most, result.speed().memory());
        }
        return most;
    }

    private List<PreflightResult> results() throws IOException {
        List<PreflightResult> results = new ArrayList<>();
        for (String file : writes()) {
            results.add(PreflightResult.read(folder.file(file)));
        }
        return results;
    }

    /** What a run can tell without the stage: normalisation that is not that of the weights. */
    static List<CheckLine> normalisation(Recipe recipe) {
        return recipe.models().stream()
                .flatMap(
                        model -> Preflight.normalisation(model).map(line -> named(line, model.name(), recipe)).stream())
                .toList();
    }

    /** A line that says of which model it is, where there are several. */
    private static CheckLine named(CheckLine line, String model, Recipe recipe) {
        return recipe.models().size() == 1
                ? line
                : new CheckLine(model + ": " + line.name(), line.status(), line.finding(), line.todo());
    }

    /** The checklist of every model, once the stage has run, and what the whole run will take. */
    List<CheckLine> lines() throws IOException {
        List<CheckLine> lines = new ArrayList<>();
        List<PreflightResult> results = results();
        for (PreflightResult result : results) {
            result.lines().forEach(line -> lines.add(named(line, result.model(), config.recipe())));
        }
        Splits splits = Splits.read(folder);
        List<Forecast.FoldSize> folds = IntStream.range(0, splits.count())
                .mapToObj(fold -> new Forecast.FoldSize(
                        splits.training(fold).length, splits.choosing(fold).length, splits.validation(fold).length))
                .toList();
        Forecast forecast = Forecast.of(
                config.recipe(),
                results.stream().map(PreflightResult::speed).toList(),
                folds,
                Inventory.read(folder.file(Inventory.FILE)).testRows(),
                Runtime.getRuntime().availableProcessors());
        lines.addAll(forecast.lines(Resources.memory()));
        return lines;
    }
}
