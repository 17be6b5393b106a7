package org.podium.pipeline.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker whose job file is a word that says what to do. */
final class FakeWorker {
    private FakeWorker() {}

    public static void main(String[] args) throws IOException {
        if (!args[0].equals("worker")) {
            throw new IllegalArgumentException(args[0]);
        }
        Path job = Path.of(args[1]);
        Files.writeString(
                job.resolveSibling(job.getFileName() + ".pid"),
                Long.toString(ProcessHandle.current().pid()));
        switch (Files.readString(job)) {
            case "succeed" -> {
                tell(new Event.Progress(1, 2, "half-way", false));
                System.out.println("a native library prints this");
                tell(new Event.Warning("größer als gedacht"));
            }
            case "fail" -> {
                for (int i = 0; i < 100; i++) {
                    System.err.println("complaint " + i);
                }
                System.exit(1);
            }
            case "fail after a" -> {
                while (!Files.exists(job.resolveSibling("a.pid"))) {
                    Thread.onSpinWait();
                }
                System.exit(1);
            }
            case "vanish" -> Runtime.getRuntime().halt(137);
            case "mistake" -> {
                tell(new Event.Mistake("no such column"));
                System.exit(2);
            }
            case "settings" ->
                tell(new Event.Warning(Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB, "
                        + System.getProperty("ai.djl.pytorch.num_threads") + " threads, "
                        + System.getenv("OMP_NUM_THREADS") + " OpenMP, tracking off: "
                        + System.getenv("OPT_OUT_TRACKING")));
            case "wait" -> {
                tell(new Event.Progress(0, 1, "waiting", false));
                // Until the other side ends.
                while (System.in.read() >= 0) {}
                System.exit(143);
            }
            default -> throw new IllegalArgumentException(Files.readString(job));
        }
    }

    private static void tell(Event event) {
        System.out.println(event.toLine());
        System.out.flush();
    }
}
