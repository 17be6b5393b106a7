package org.podium.pipeline.weights;

import java.util.Locale;
import org.podium.pipeline.run.Event;

/** From bytes to what a person wants to read, a few times a second. */
final class DownloadProgress implements Download.Progress {
    private static final long BETWEEN_NANOS = 200_000_000;

    private final Event.Sink sink;
    private long last;

    DownloadProgress(Event.Sink sink) {
        this.sink = sink;
    }

    @Override
    public void at(long done, long total) {
        boolean end = done == total;
        long now = System.nanoTime();
        if (end || last == 0 || now - last > BETWEEN_NANOS) {
            last = now;
            String text = total > 0
                    ? String.format(Locale.ROOT, "%.1f of %.1f MB", done / 1e6, total / 1e6)
                    : String.format(Locale.ROOT, "%.1f MB", done / 1e6);
            sink.tell(new Event.Progress(done, Math.max(total, done), text, end));
        }
    }
}
