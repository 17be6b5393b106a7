package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Event;

/** How a worker process talks to whoever started it, and ends with it. */
final class WorkerProcess {
    private static final int ORPHANED = 143;

    private WorkerProcess() {}

    /** What a worker does. */
    @FunctionalInterface
    interface Work {
        void work(Event.Sink events) throws IOException;
    }

    /**
     * Does it, telling events on standard output.
     *
     * @param place told where a failure does not name a file
     * @return exit status
     */
    static int run(Work work, Path place) {
        endWithParent();
        PrintStream out = System.out;
        Event.Sink events = event -> {
            synchronized (out) {
                out.println(event.toLine());
                out.flush();
            }
        };
        try {
            work.work(events);
            return 0;
        } catch (UserError e) {
            events.tell(new Event.Mistake(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            events.tell(new Event.Mistake(Mistakes.describe(e, place)));
        }
        return 2;
    }

    /** Standard input is a pipe from the run; it ends when the run does, and then there is nobody to work for. */
    private static void endWithParent() {
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
