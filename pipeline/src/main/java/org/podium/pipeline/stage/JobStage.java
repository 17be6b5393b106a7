package org.podium.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.podium.augment.ImageSize;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.predict.PixelViews;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.WorkerPool;
import org.podium.pipeline.train.Trainer;

/** A stage that is a job for each model and fold, done by worker processes. Jobs that are done already stay. */
abstract class JobStage implements Stage {
    final RunConfig config;
    final RunFolder folder;
    private final Launcher launcher;
    private final List<String> devices;

    /** Masks of whole images that are held at a time: the truth, what is predicted, and what is made of it. */
    private static final int MASKS = 3;

    /** @param devices where jobs may run, a worker each, but for the CPU, where there may be several */
    JobStage(RunConfig config, RunFolder folder, Launcher launcher, List<String> devices) {
        this.config = config;
        this.folder = folder;
        this.launcher = launcher;
        this.devices = devices;
    }

    abstract Job.Kind kind();

    /** The part of the configuration that a model's jobs depend on. */
    abstract String settings(Recipe.Model model) throws IOException;

    /** Files that every job of the stage reads, by their path from the root. */
    abstract List<String> shared();

    /** Files that one job reads. */
    abstract List<String> reads(String model, int fold);

    /** Files that one job leaves in its fold's folder, besides its own. */
    abstract List<String> leaves();

    /** The folder in which a worker prepares its files; the job is put there. */
    abstract Path workplace(String model, int fold);

    /** Name of the job's file once it is done, in the fold's folder. */
    abstract String jobFile();

    @Override
    public String name() {
        return kind().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final List<String> reads() throws IOException {
        List<String> files = new ArrayList<>(shared());
        int folds = folds();
        for (String model : config.modelNames()) {
            for (int fold = 0; fold < folds; fold++) {
                files.addAll(reads(model, fold));
            }
        }
        return files;
    }

    @Override
    public final List<String> writes() throws IOException {
        List<String> files = new ArrayList<>();
        int folds = folds();
        for (String model : config.modelNames()) {
            for (int fold = 0; fold < folds; fold++) {
                for (String file : leaves()) {
                    files.add(RunFolder.fold(model, fold) + "/" + file);
                }
                files.add(RunFolder.fold(model, fold) + "/" + jobFile());
            }
        }
        return files;
    }

    @Override
    public final String settings() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Recipe.Model model : config.recipe().models()) {
            all.append(settings(model));
        }
        return all.toString();
    }

    final int folds() throws IOException {
        return Splits.read(folder).count();
    }

    /** That file of every model's folds, by its path from the root. */
    static List<String> filesOf(RunConfig config, int folds, String file) {
        return config.modelNames().stream()
                .flatMap(model -> IntStream.range(0, folds).mapToObj(fold -> RunFolder.fold(model, fold) + "/" + file))
                .toList();
    }

    /** The most that a worker of it held. */
    @Override
    public final long peakMemory() throws IOException {
        long most = 0;
        int folds = folds();
        for (String model : config.modelNames()) {
            for (int fold = 0; fold < folds; fold++) {
                Path file = folder.file(RunFolder.fold(model, fold) + "/" + jobFile());
                most = Math.max(most, Job.read(file).peakMemory());
            }
        }
        return most;
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        List<WorkerPool.Assignment> assignments = new ArrayList<>();
        int jobs = 0;
        int folds = folds();
        for (Recipe.Model model : config.recipe().models()) {
            for (int fold = 0; fold < folds; fold++) {
                jobs++;
                Job job = new Job(kind(), model.name(), fold, devices.get(0), fingerprint(model, fold));
                if (!isDone(job)) {
                    assignments.add(prepare(job, model));
                }
            }
        }
        if (assignments.size() < jobs) {
            display.line(String.format(
                    Locale.ROOT, "%-9s %d of %d jobs are done already", name(), jobs - assignments.size(), jobs));
        }
        int workers = config.recipe().workers().orElseThrow();
        List<String> seats = IntStream.range(0, workers)
                .mapToObj(seat -> devices.get(seat % devices.size()))
                .toList();
        try {
            WorkerPool.work(assignments, seats, launcher, new Tasks(display));
        } finally {
            // Workers that were done have moved theirs away.
            for (WorkerPool.Assignment assignment : assignments) {
                AtomicFiles.deleteTree(assignment.file().getParent());
            }
        }
    }

    private WorkerPool.Assignment prepare(Job job, Recipe.Model model) throws IOException {
        Path workplace = workplace(job.model(), job.fold());
        AtomicFiles.deleteTree(workplace);
        Files.createDirectories(workplace);
        Path file = workplace.resolve("job.json");
        job.write(file);
        int threads = config.recipe().threads().orElseThrow();
        return new WorkerPool.Assignment(job, file, new Launcher.Settings(threads, heap(model)));
    }

    /** MiB of Java heap: what training needs, and the probabilities of every view until they are averaged. */
    private int heap(Recipe.Model model) throws IOException {
        Inventory rows = Inventory.read(folder.file(Inventory.FILE));
        int classes = rows.classes().size();
        if (config.competition().task().masks()) {
            return maskHeap(folder, config.recipe().tta(), model, classes);
        }
        long probabilities = (long) (rows.trainRows() + rows.testRows()) * classes;
        Recipe.Tta tta = config.recipe().tta();
        int copies = 3 + PixelViews.of(tta).views().size() + tta.randomCrops();
        return Trainer.heapMegabytes(model, classes) + (int) (copies * Double.BYTES * probabilities / (1 << 20));
    }

    /** MiB of Java heap that training takes and predicting whole images. */
    static int maskHeap(RunFolder folder, Recipe.Tta tta, Recipe.Model model, int classes) throws IOException {
        List<ImageSize> sizes = LookTable.sizes(folder);
        int widest = sizes.stream().mapToInt(ImageSize::width).max().orElse(0);
        long largest = sizes.stream().mapToLong(ImageSize::area).max().orElse(0);
        long predicting = PixelPredictor.heap(model, PixelViews.of(tta), classes, widest) + MASKS * largest;
        return Trainer.heapMegabytes(model, classes) + (int) (predicting >> 20);
    }

    /** Hash of all that a job's outcome depends on. */
    private String fingerprint(Recipe.Model model, int fold) throws IOException {
        StringBuilder text = new StringBuilder(Environment.version())
                .append(name())
                .append(settings(model))
                .append(fold);
        List<String> files = new ArrayList<>(shared());
        files.addAll(reads(model.name(), fold));
        for (String file : files) {
            text.append(file).append(Hashes.of(folder.file(file)));
        }
        return Hashes.of(text.toString());
    }

    /** Whether it was done before, from the same, and what it left is there unchanged. */
    private boolean isDone(Job job) throws IOException {
        Path place = folder.file(RunFolder.fold(job.model(), job.fold()));
        Path file = place.resolve(jobFile());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            Job before = Job.read(file);
            return before.fingerprint().equals(job.fingerprint()) && before.left(place);
        } catch (JsonProcessingException e) {
            return false; // damaged, or written by another podium
        }
    }

    /** Shows each job as a task. */
    record Tasks(Display display, Map<String, Display.Task> open) implements WorkerPool.Watcher {
        Tasks(Display display) {
            this(display, new ConcurrentHashMap<>());
        }

        @Override
        public void started(Job job) {
            open.put(job.label(), display.task(job.kind().name().toLowerCase(Locale.ROOT) + " " + job.label()));
        }

        @Override
        public void told(Job job, Event event) {
            open.get(job.label()).tell(event);
        }

        @Override
        public void ended(Job job, boolean done) {
            open.remove(job.label()).close();
        }
    }
}
