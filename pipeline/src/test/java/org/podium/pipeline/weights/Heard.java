package org.podium.pipeline.weights;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;

/** Keeps what is shown. */
record Heard(List<String> lines, List<Event> events) implements Display {
    Heard() {
        this(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public Task task(String label) {
        return new Task() {
            @Override
            public void tell(Event event) {
                events.add(event);
            }

            @Override
            public void close() {
                // Nothing is drawn.
            }
        };
    }
}
