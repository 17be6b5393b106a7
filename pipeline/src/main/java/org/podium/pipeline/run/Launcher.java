package org.podium.pipeline.run;

import java.io.IOException;
import java.nio.file.Path;

/** Starts workers somewhere. Local processes are the one kind there is; a cluster would be another. */
public interface Launcher {
    /**
     * Starts a worker for a job and returns at once.
     *
     * @param jobFile the job, inside its run folder
     * @param settings what the process is given
     */
    Worker start(Path jobFile, Settings settings) throws IOException;

    /**
     * @param threads compute threads
     * @param heapMegabytes largest Java heap; tensors live outside it
     */
    record Settings(int threads, int heapMegabytes) {}

    /** A worker at work. */
    interface Worker {
        /**
         * Waits for the end, handing on events as they come.
         *
         * @return how it ended
         */
        Exit await(Event.Sink events) throws IOException, InterruptedException;

        /** Ends it at once, with all it has started. */
        void kill();
    }

    /**
     * @param status exit status, 0 for success
     * @param lastWords the end of what it wrote to its standard error
     */
    record Exit(int status, String lastWords) {}
}
