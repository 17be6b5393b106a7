package org.podium.pipeline.run;

import java.io.BufferedReader;
import java.util.ArrayDeque;
import java.util.Deque;

/** The end of what a process says, kept for when it dies. */
public final class LastWords {
    private static final int LINES = 20;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Reads in a thread of its own, until the process closes that end. */
    public Thread listen(BufferedReader reader) {
        Thread listener = new Thread(() -> reader.lines().forEach(this::add), "last words");
        listener.setDaemon(true);
        listener.start();
        return listener;
    }

    /** Keeps a line that was read elsewhere. */
    public synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    /** The last lines; empty when nothing was said. */
    public synchronized String text() {
        return String.join("\n", lines);
    }
}
