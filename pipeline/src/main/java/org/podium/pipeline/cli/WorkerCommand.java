package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.stage.Worker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code podium worker}: what a run starts for each job. */
@Command(name = "worker", description = "Does one job of a run.", hidden = true)
final class WorkerCommand implements Callable<Integer> {
    private static final int ORPHANED = 143;

    @Parameters(paramLabel = "JOB", description = "The job's file.")
    private Path job;

    @Override
    public Integer call() {
        endWithParent();
        PrintStream out = System.out;
        Event.Sink events = event -> {
            synchronized (out) {
                out.println(event.toLine());
                out.flush();
            }
        };
        try {
            Worker.work(job, events);
            return 0;
        } catch (UserError e) {
            events.tell(new Event.Mistake(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            events.tell(new Event.Mistake(Mistakes.describe(e, job.getParent())));
        }
        return 2;
    }

    /** Standard input is a pipe from the run; it ends when the run does, and then there is nobody to work for. */
    static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody writes to it; only its end matters.
                        }
                    } catch (IOException e) {
                        // A broken pipe says the same.
                    }
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
