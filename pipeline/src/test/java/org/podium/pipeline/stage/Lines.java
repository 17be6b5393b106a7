package org.podium.pipeline.stage;

import java.util.List;
import org.podium.pipeline.run.Display;

/** Keeps the lines; for stages without tasks. */
record Lines(List<String> said) implements Display {
    @Override
    public void line(String text) {
        said.add(text);
    }

    @Override
    public Task task(String label) {
        throw new UnsupportedOperationException("no stage here has tasks");
    }
}
