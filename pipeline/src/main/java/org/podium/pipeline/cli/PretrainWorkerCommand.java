package org.podium.pipeline.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.podium.pipeline.pretrain.PretrainWorker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code podium pretrain-worker}: what {@code podium pretrain} starts. */
@Command(name = PretrainWorkerCommand.NAME, description = "Trains as a prepared folder says.", hidden = true)
final class PretrainWorkerCommand implements Callable<Integer> {
    static final String NAME = "pretrain-worker";

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder;

    @Override
    public Integer call() {
        return WorkerProcess.run(events -> PretrainWorker.work(folder, events), folder);
    }
}
