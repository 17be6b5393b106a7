package org.podium.pipeline.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import org.podium.pipeline.run.JavaProcess;
import org.podium.pipeline.run.LastWords;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.WorkerFailure;

/** A contender's process, as its parent sees it: idle until it is given work. */
final class BenchProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAP_MEGABYTES = 512;

    private final Contender.Kind kind;
    private final Process process;
    private final BufferedWriter work;
    private final BufferedReader replies;
    private final LastWords lastWords = new LastWords();
    private final Thread listener;

    /** @param mainClass the command line's entry point */
    BenchProcess(String mainClass, Contender.Kind kind, int threads) throws IOException {
        this.kind = kind;
        Launcher.Settings settings = new Launcher.Settings(threads, HEAP_MEGABYTES);
        ProcessBuilder builder = JavaProcess.of(mainClass, settings, List.of("bench", "worker", kind.name()));
        if (kind == Contender.Kind.DJL) {
            builder.environment().keySet().removeAll(JavaProcess.ALLOCATOR.keySet());
        }
        this.process = builder.start();
        this.work = process.outputWriter();
        this.replies = process.inputReader();
        this.listener = lastWords.listen(process.errorReader());
    }

    /** Has it start, and returns at once. */
    void give(Work task) throws IOException, InterruptedException {
        try {
            work.write(JSON.writeValueAsString(task));
            work.newLine();
            work.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw death();
        }
    }

    /** Waits until it is done with what it was given. */
    double seconds() throws IOException, InterruptedException {
        for (String line = replies.readLine(); line != null; line = replies.readLine()) {
            if (line.startsWith("{\"seconds\":")) {
                return JSON.readValue(line, BenchWorker.Took.class).seconds();
            }
        }
        throw death();
    }

    private WorkerFailure death() throws InterruptedException {
        int status = process.waitFor();
        listener.join();
        return new WorkerFailure("the process that measures " + kind, new Launcher.Exit(status, lastWords.text()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
