package org.podium.pipeline.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workers as processes on this machine: this Java, this class path, {@code podium worker <job.json>}.
 *
 * <p>A worker's standard input is a pipe that nobody writes to; when this process ends, however it ends, the pipe closes
 * and the worker ends itself.
 */
public final class LocalLauncher implements Launcher, AutoCloseable {
    private final String mainClass;
    private final String command;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Thread onExit = new Thread(this::end, "end workers");
    private volatile boolean ending;

    /** @param mainClass the command line's entry point */
    public LocalLauncher(String mainClass) {
        this(mainClass, "worker");
    }

    /**
     * @param mainClass the command line's entry point
     * @param command its command that is given the job's file
     */
    public LocalLauncher(String mainClass, String command) {
        this.mainClass = mainClass;
        this.command = command;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    @Override
    public Worker start(Path jobFile, Settings settings) throws IOException {
        Process process = JavaProcess.of(mainClass, settings, List.of(command, jobFile.toString()))
                .start();
        running.add(process);
        return new LocalWorker(process);
    }

    /** When this process is ended: nobody is to report the workers' deaths as failures, or to clean up after them. */
    private void end() {
        ending = true;
        killAll();
    }

    private void killAll() {
        running.forEach(LocalLauncher::kill);
    }

    private void stayIfEnding() throws InterruptedException {
        while (ending) {
            Thread.sleep(1000);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        // By its handle: Process.destroyForcibly also closes the streams that someone is reading from.
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        killAll();
        if (!ending) {
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    private final class LocalWorker implements Worker {
        private final Process process;
        private final LastWords lastWords = new LastWords();

        LocalWorker(Process process) {
            this.process = process;
        }

        @Override
        public Exit await(Event.Sink events) throws IOException, InterruptedException {
            Thread listener = lastWords.listen(process.errorReader());
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String said = line;
                    Event.parse(line).ifPresentOrElse(events::tell, () -> lastWords.add(said));
                }
            }
            int status = process.waitFor();
            listener.join();
            running.remove(process);
            stayIfEnding();
            return new Exit(status, lastWords.text());
        }

        @Override
        public void kill() {
            LocalLauncher.kill(process);
        }
    }
}
