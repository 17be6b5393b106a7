package org.podium.pipeline.run;

/** What a person sees while a run works. Safe to use from several threads. */
public interface Display {
    /** A line that stays. */
    void line(String text);

    /** Starts to show the progress of something. */
    Task task(String label);

    /** Something under way. */
    interface Task extends Event.Sink, AutoCloseable {
        /** No more will come of it. */
        @Override
        void close();
    }
}
