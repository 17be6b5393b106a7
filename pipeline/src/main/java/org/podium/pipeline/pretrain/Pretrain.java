package org.podium.pipeline.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.competition.ClassFolders;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Pretraining;
import org.podium.pipeline.competition.PretrainingFile;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.LoggedDisplay;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.WorkerFailure;
import org.podium.pipeline.train.Start;
import org.podium.pipeline.train.Trainer;
import org.podium.pipeline.weights.WeightStore;

/**
 * A pretraining: draws what is to be drawn, lists all images, and has a worker process train on them. Its folder ends
 * up with the configuration, the table of images, {@code weights.safetensors}, {@code history.csv},
 * {@code manifest.json} and the log.
 */
public final class Pretrain {
    private final Pretraining config;
    private final RunFolder folder;

    private Pretrain(Pretraining config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    /**
     * Reads and checks the configuration; nothing is written yet.
     *
     * @param file the configuration
     * @param settings {@code key=value} each, laid over it
     * @param out the folder to be filled
     * @throws UserError when the configuration is wrong, or the folder already holds weights
     */
    public static Pretrain prepare(Path file, List<String> settings, Path out) throws IOException {
        Pretraining config = PretrainingFile.read(file, settings);
        RunFolder folder = new RunFolder(out);
        Path weights = folder.file(PretrainWorker.WEIGHTS);
        if (Files.exists(weights)) {
            throw new UserError(weights + ": these weights are there already; choose another --out, or move them away "
                    + "and start from them with --set model.weights=FILE");
        }
        Precision auto = Environment.cpuMultipliesBf16() ? Precision.BF16 : Precision.FP32;
        Precision precision = config.precision() == Precision.AUTO ? auto : config.precision();
        int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
        return new Pretrain(config.resolved(precision, threads), folder);
    }

    /**
     * Does it.
     *
     * @param launcher starts the worker of a folder
     * @throws UserError when it cannot be done for a reason that the user can change
     * @throws WorkerFailure when the worker died
     */
    public void go(Launcher launcher, Display display) throws IOException, InterruptedException {
        Files.createDirectories(folder.root());
        try (LoggedDisplay logged = new LoggedDisplay(display, folder)) {
            if (config.model().weights().isPresent()) {
                String weights = config.model().weights().get();
                WeightStore.ofUser().fetch(WeightsReference.of(weights), logged);
            }
            for (Pretraining.ImageSet set : config.sets()) {
                if (set.folder().isPresent()) {
                    // What is wrong with a folder is told before anything is drawn.
                    ClassFolders.images(Path.of(set.folder().get()));
                }
            }
            LocatedSet.draw(config, folder.root(), logged);
            ImageTable images = table();
            Start.check(config.model(), images.classes().size());
            AtomicFiles.write(folder.config(), PretrainingFile.write(config));
            images.write(folder.file(ImageTable.FILE));
            logged.line(String.format(
                    "images    %d in %d classes",
                    images.rows().size(), images.classes().size()));
            int heap = Trainer.heapMegabytes(config.model(), images.classes().size())
                    // The table's texts.
                    + (int) (1024L * images.rows().size() >> 20);
            train(launcher, new Launcher.Settings(config.threads().orElseThrow(), heap), logged);
            logged.line("weights   " + folder.file(PretrainWorker.WEIGHTS));
        }
    }

    private ImageTable table() {
        try {
            return ImageTable.of(LocatedSet.of(config, folder.root()), config.holdout(), config.seed());
        } catch (IllegalArgumentException e) {
            // Folds say what they cannot do with these rows.
            throw new UserError("holdout: " + e.getMessage(), e);
        }
    }

    private void train(Launcher launcher, Launcher.Settings settings, Display display)
            throws IOException, InterruptedException {
        String label = "pretrain " + config.model().name();
        Launcher.Worker worker = launcher.start(folder.root(), settings);
        List<String> mistakes = new ArrayList<>();
        try (Display.Task task = display.task(label)) {
            Launcher.Exit exit = worker.await(event -> {
                if (event instanceof Event.Mistake mistake) {
                    mistakes.add(mistake.text());
                } else {
                    task.tell(event);
                }
            });
            if (exit.status() != 0) {
                throw mistakes.isEmpty()
                        ? new WorkerFailure("the worker of " + label, exit)
                        : new UserError(String.join("\n", mistakes));
            }
        }
    }
}
