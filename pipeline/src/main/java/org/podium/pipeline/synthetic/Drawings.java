package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Draws things several at a time. */
final class Drawings {
    private Drawings() {}

    /** Draws one thing into its file. */
    @FunctionalInterface
    interface Pen<T> {
        void draw(T thing) throws IOException;
    }

    /**
     * Draws all things, none of which depends on another.
     *
     * @param progress told after every one
     */
    static <T> void drawAll(List<T> things, Pen<T> pen, Progress progress) throws IOException {
        AtomicInteger done = new AtomicInteger();
        try {
            things.parallelStream().forEach(thing -> {
                draw(thing, pen);
                synchronized (done) {
                    progress.report(done.incrementAndGet(), things.size());
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T> void draw(T thing, Pen<T> pen) {
        try {
            pen.draw(thing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
