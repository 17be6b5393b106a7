package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.nio.file.Path;

/** Draws the data of a competition that brings none. */
public interface Generator {

    /** The name by which {@code competition.yaml} asks for this generator. */
    String name();

    /**
     * Draws the whole data set. The same seed gives the same bytes on every run.
     *
     * @param folder an existing, empty folder; on failure it is left half-filled, so callers draw into a temporary
     *     sibling and rename it
     * @param progress told after every image, one call at a time but from any thread
     * @throws IOException if the folder cannot be written to
     */
    void draw(Path folder, long seed, Progress progress) throws IOException;
}
