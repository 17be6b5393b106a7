package org.podium.pipeline.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;

/** What a run shows: on a terminal one bar a task below the lines that stay, elsewhere plain lines. */
abstract class Console implements Display, AutoCloseable {
    final PrintWriter out;

    private Console(PrintWriter out) {
        this.out = out;
    }

    /** Bars where there is a terminal to draw them on. */
    static Console of(PrintWriter out) {
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return terminal ? new Bars(out) : new Lines(out);
    }

    @Override
    public void close() {
        out.flush();
    }

    /** For files and pipes: what a task says at its milestones. */
    static final class Lines extends Console {
        Lines(PrintWriter out) {
            super(out);
        }

        @Override
        public synchronized void line(String text) {
            out.println(text);
            out.flush();
        }

        @Override
        public Task task(String label) {
            return new Task() {
                @Override
                public void tell(Event event) {
                    if (event instanceof Event.Warning warning) {
                        line(label + ": warning: " + warning.text());
                    } else if (event instanceof Event.Progress progress && progress.milestone()) {
                        line(label + ": " + progress.text());
                    }
                }

                @Override
                public void close() {
                    // Its last milestone has said all.
                }
            };
        }
    }

    /** The bars form a block at the bottom, which is wiped and drawn again around every line that stays. */
    static final class Bars extends Console {
        private static final String UP = "\033[1A";
        private static final String WIPE = "\r\033[2K";

        private final Map<Object, String> bars = new LinkedHashMap<>();
        private int drawn;

        Bars(PrintWriter out) {
            super(out);
        }

        @Override
        public synchronized void line(String text) {
            wipe();
            out.println(text);
            draw();
        }

        private void wipe() {
            for (int i = 0; i < drawn; i++) {
                out.print(UP + WIPE);
            }
            drawn = 0;
        }

        private void draw() {
            bars.values().forEach(out::println);
            drawn = bars.size();
            out.flush();
        }

        private synchronized void show(Object task, String bar) {
            wipe();
            bars.put(task, bar);
            draw();
        }

        private synchronized void remove(Object task) {
            wipe();
            bars.remove(task);
            draw();
        }

        @Override
        public Task task(String label) {
            Object key = new Object();
            ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(label)
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(250)
                    .setConsumer(new DelegatingProgressBarConsumer(text -> show(key, text)))
                    .build();
            return new Task() {
                @Override
                public void tell(Event event) {
                    if (event instanceof Event.Progress progress) {
                        bar.maxHint(progress.total());
                        bar.stepTo(progress.done());
                        bar.setExtraMessage("  " + progress.text());
                    } else if (event instanceof Event.Warning warning) {
                        line(label + ": warning: " + warning.text());
                    }
                }

                @Override
                public void close() {
                    bar.close();
                    remove(key);
                }
            };
        }
    }
}
