package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.podium.pipeline.stage.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code podium worker}: what a run starts for each job. */
@Command(name = "worker", description = "Does one job of a run.", hidden = true)
final class WorkerCommand implements Callable<Integer> {
    @Parameters(paramLabel = "JOB", description = "The job's file.")
    private Path job;

    @Override
    public Integer call() {
        return WorkerProcess.run(events -> Worker.work(job, events), job.getParent());
    }
}
