package org.podium.pipeline.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.podium.pipeline.error.UserError;

/**
 * Shows things as another display does, and keeps what is worth reading later in the run's {@code log.txt}. As long as
 * it is open the log is locked, so that a run folder has one process at work in it.
 */
public final class LoggedDisplay implements Display, AutoCloseable {
    private final Display display;
    private final FileChannel channel;
    private final PrintWriter log;

    /**
     * Appends to the log that is there.
     *
     * @throws UserError when another process is at work in the folder
     */
    public LoggedDisplay(Display display, RunFolder folder) throws IOException {
        this.display = display;
        this.channel = FileChannel.open(folder.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isLocked(channel)) {
            channel.close();
            throw new UserError(folder.root()
                    + ": another podium is at work in this run; wait for it, or choose another "
                    + "folder with --name or --out");
        }
        this.log = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8), true);
    }

    /** Takes the lock, which ends with the channel, or sees that somebody has it. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Keeps a text without showing it. */
    public void keep(String text) {
        log.println(LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    @Override
    public void line(String text) {
        keep(text);
        display.line(text);
    }

    @Override
    public Task task(String label) {
        Task task = display.task(label);
        return new Task() {
            @Override
            public void tell(Event event) {
                if (event instanceof Event.Warning warning) {
                    keep(label + ": warning: " + warning.text());
                } else if (event instanceof Event.Progress progress && progress.milestone()) {
                    keep(label + ": " + progress.text());
                }
                task.tell(event);
            }

            @Override
            public void close() {
                task.close();
            }
        };
    }

    @Override
    public void close() {
        log.close();
    }
}
