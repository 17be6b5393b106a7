package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.run.Display;

/**
 * A step of a run: reads files of the run folder and writes others. Its outcome depends on what it reads, its settings
 * and the code, on nothing else; unless it is {@link #timed}.
 */
interface Stage {
    String name();

    /** Files that must be there before it runs, by their path from the run folder's root. */
    List<String> reads() throws IOException;

    /** SHA-256 of what it reads outside the run folder and the competition's, by a name for it; for the manifest. */
    default Map<String, String> outside() throws IOException {
        return Map.of();
    }

    /** Files that are there once it has run. */
    List<String> writes() throws IOException;

    /**
     * Files that speak for the run as a whole. The stage has not run when one of them is missing; and they go before it
     * or an earlier stage runs again, so that no result stands beside a configuration that it does not come from.
     */
    default List<String> summaries() {
        return List.of();
    }

    /** The part of the configuration, and of the world outside the run folder, that its outcome depends on. */
    String settings() throws IOException;

    /** Whether it measures the machine, too: such a stage is run anew each time, and its outcome may differ. */
    default boolean timed() {
        return false;
    }

    /** Does it. Files appear whole or not at all. */
    void run(Display display) throws IOException, InterruptedException;

    /** Largest resident memory of a process that worked for it, in MiB; 0 when unknown. */
    default long peakMemory() throws IOException {
        return org.podium.pipeline.run.Environment.peakMemory();
    }
}
