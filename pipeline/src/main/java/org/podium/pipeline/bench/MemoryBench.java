package org.podium.pipeline.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.JavaProcess;
import org.podium.pipeline.run.LastWords;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.WorkerFailure;
import org.podium.pipeline.train.Trainer;

/**
 * Memory of a worker process while it trains ResNet-18 on JPEGs.
 *
 * @param size height and width of the images, in pixels
 * @param batch images a step
 * @param threads compute threads
 * @param steps training steps
 * @param every steps between two looks; the first look comes after as many
 */
public record MemoryBench(int size, int batch, int threads, int steps, int every) {
    private static final Path PROCESSES = Path.of("/proc");

    public MemoryBench {
        if (steps % MemoryWorker.STEPS_PER_EPOCH != 0) {
            throw new IllegalArgumentException(
                    "steps have to be a multiple of " + MemoryWorker.STEPS_PER_EPOCH + ", not " + steps);
        }
        if (threads < 1 || every < 1 || steps < every) {
            throw new IllegalArgumentException("threads and steps have to be positive and at least one look fits into "
                    + "the steps, not " + threads + " threads and a look every " + every + " of " + steps + " steps");
        }
    }

    /**
     * Memory after a step, in MiB.
     *
     * @param resident held by the process then
     * @param peak most that it held at any time before
     */
    public record Look(
            int step,
            @JsonProperty("resident_mib") double resident,
            @JsonProperty("peak_mib") double peak) {}

    /**
     * What was measured, and on what.
     *
     * @param environment versions and processor, by name
     */
    public record Report(
            Map<String, String> environment, String precision, int size, int batch, int threads, List<Look> looks) {
        public Report {
            looks = List.copyOf(looks);
        }

        /** The most that the process held, in MiB. */
        @JsonProperty("peak_mib")
        public double peak() {
            return looks.get(looks.size() - 1).peak;
        }

        /** By how much resident memory was at most away from what it was at the first look, as a part of that. */
        @JsonProperty("drift")
        public double drift() {
            double start = looks.get(0).resident;
            return looks.stream()
                    .mapToDouble(look -> Math.abs(look.resident - start) / start)
                    .max()
                    .orElseThrow();
        }

        /** By how much the peak grew after the first look, as a part of it. */
        @JsonProperty("peak_growth")
        public double peakGrowth() {
            return peak() / looks.get(0).peak - 1;
        }
    }

    /**
     * Measures.
     *
     * @param mainClass the command line's entry point, for the process
     * @param done told each look
     * @throws UserError where the system does not tell a process's memory
     */
    public Report run(String mainClass, Consumer<Look> done) throws IOException, InterruptedException {
        if (!Files.isReadable(PROCESSES.resolve("self/status"))) {
            throw new UserError("memory is read from /proc, which this system does not have");
        }
        List<Look> looks = new ArrayList<>();
        Launcher.Settings settings = new Launcher.Settings(
                threads, Trainer.heapMegabytes(MemoryWorker.model(size, batch, 1), MemoryWorker.CLASSES));
        List<String> arguments = List.of("bench", "memory-worker", "" + size, "" + batch, "" + steps);
        Process process = JavaProcess.of(mainClass, settings, arguments).start();
        LastWords lastWords = new LastWords();
        Thread listener = lastWords.listen(process.errorReader());
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long step = step(line);
                if (step == (looks.size() + 1L) * every) {
                    List<String> status = Files.readAllLines(
                            PROCESSES.resolve(Long.toString(process.pid())).resolve("status"));
                    looks.add(new Look((int) step, mebibytes(status, "VmRSS"), mebibytes(status, "VmHWM")));
                    done.accept(looks.get(looks.size() - 1));
                }
            }
            int status = process.waitFor();
            listener.join();
            if (status != 0) {
                throw new WorkerFailure("the worker that is measured", new Launcher.Exit(status, lastWords.text()));
            }
        } finally {
            process.destroyForcibly();
        }
        String precision = Environment.cpuMultipliesBf16() ? "bf16" : "fp32";
        return new Report(Environment.describe(), precision, size, batch, threads, looks);
    }

    /** The step that a line tells to be done; -1 for another line. */
    private static long step(String line) {
        return Event.parse(line)
                .filter(Event.Progress.class::isInstance)
                .map(event -> ((Event.Progress) event).done())
                .orElse(-1L);
    }

    /** A line such as {@code VmRSS:     123456 kB}. */
    private static double mebibytes(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + field + " in a process's status"));
    }
}
