package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.preflight.Preflight;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.Outcome;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.train.Epoch;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.History;
import org.podium.pipeline.weights.Safetensors;

/** Does one job, in a process of its own. */
public final class Worker {
    private final Path workplace;
    private final Job job;
    private final WorkerContext context;

    private Worker(Path jobFile, Event.Sink events) throws IOException {
        this.workplace = jobFile.toAbsolutePath().getParent();
        this.job = Job.read(jobFile);
        this.context = WorkerContext.of(job, rootOf(workplace), events);
    }

    /**
     * Does the job of a file.
     *
     * @param jobFile inside its workplace, inside a run folder
     * @throws org.podium.pipeline.error.UserError when it cannot be done for a reason that the user can change
     */
    public static void work(Path jobFile, Event.Sink events) throws IOException {
        long start = System.nanoTime();
        Worker worker = new Worker(jobFile, events);
        switch (worker.job.kind()) {
            case TRAIN -> worker.train(start);
            case PREDICT -> worker.predict();
            case PROBE -> worker.probe();
        }
    }

    private static RunFolder rootOf(Path workplace) {
        Path root = workplace;
        while (!Files.exists(root.resolve("config.yaml"))) {
            root = root.getParent();
            if (root == null) {
                throw new IllegalArgumentException(workplace + " is not inside a run folder");
            }
        }
        return new RunFolder(root);
    }

    private Work work() throws IOException {
        return context.config().competition().task().masks() ? MaskWork.of(context) : ClassWork.of(context);
    }

    private void train(long start) throws IOException {
        Work work = work();
        Fit fit = work.fit(context.trainer());
        Path weights = workplace.resolve(TrainStage.WEIGHTS);
        Safetensors.write(weights, fit.weights());
        if (!Arrays.equals(work.proof(fit.weights()), work.proof(Safetensors.read(weights)))) {
            throw new IllegalStateException(
                    "the weights in " + weights + " do not compute what they did before saving");
        }
        History.write(
                workplace.resolve(TrainStage.HISTORY),
                fit.history(),
                context.config().competition().metric());
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        Epoch best = fit.best();
        new Outcome(best.epoch(), fit.history().size(), best.validLoss(), best.validMetric(), seconds)
                .write(workplace.resolve(TrainStage.OUTCOME));
        job.finished(workplace, TrainStage.LEAVES).write(workplace.resolve(TrainStage.JOB));
        Path target = place();
        AtomicFiles.deleteTree(target);
        AtomicFiles.move(workplace, target);
    }

    /** Where the fold's files go. */
    private Path place() {
        return context.folder().file(RunFolder.fold(job.model(), job.fold()));
    }

    /** Leaves what it found in the run folder at once: there is no other file that it would have to agree with. */
    private void probe() throws IOException {
        RunFolder folder = context.folder();
        // Models share the time that a user will wait.
        double share = 1.0 / context.config().recipe().models().size();
        Preflight.run(work().subject(), share, workplace, context.events())
                .write(folder.file(ProbeStage.file(job.model())));
    }

    private void predict() throws IOException {
        List<String> leaves = PredictStage.leaves(context.config().competition().task());
        try (Network network = context.network(Safetensors.read(place().resolve(TrainStage.WEIGHTS)))) {
            work().predict(network, workplace);
        }
        Path done = workplace.resolve(PredictStage.JOB);
        job.finished(workplace, leaves).write(done);
        for (String file : leaves) {
            AtomicFiles.move(workplace.resolve(file), place().resolve(file));
        }
        // Last, since the job's file beside the weights says that the predictions are there.
        AtomicFiles.move(done, place().resolve(PredictStage.JOB));
        AtomicFiles.deleteTree(workplace);
    }
}
