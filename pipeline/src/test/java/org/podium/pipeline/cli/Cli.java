package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The command line as its users have it: a process; or, where that adds nothing, called in this one. */
final class Cli {
    /** Longer than anything here takes; a run that hangs fails its test instead of the build. */
    private static final int LIMIT_SECONDS = 120;

    private Cli() {}

    /** What a command came to. */
    record Result(int status, String out, String err) {
        /** The lines of standard output that begin so. */
        List<String> lines(String start) {
            return out.lines().filter(line -> line.startsWith(start)).toList();
        }
    }

    /** A command under way. */
    record Running(Process process, Path out, Path err) {
        Result await() throws InterruptedException {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(
                        "no end after " + LIMIT_SECONDS + " s; so far:\n" + read(out) + "\n" + read(err));
            }
            // The note is Java's, for the option that start() sets.
            String said = read(err)
                    .lines()
                    .filter(line -> !line.startsWith("NOTE: Picked up"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            return new Result(process.exitValue(), read(out), said);
        }

        String outSoFar() {
            return read(out);
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Runs {@code podium} with these arguments in a process of its own. */
    static Result run(Object... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /** The same in other surroundings. */
    static Result runIn(Map<String, String> environment, Object... arguments) throws IOException, InterruptedException {
        return start(environment, arguments).await();
    }

    static Running start(Object... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private static Running start(Map<String, String> environment, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                "-Djdk.console=java.base", // as the launchers do: no terminal, no console
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(texts(arguments));
        Path out = Files.createTempFile("podium", ".out");
        Path err = Files.createTempFile("podium", ".err");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("OPT_OUT_TRACKING", "true");
        // For this process and its workers: what lives for two seconds does not pay for the second compiler.
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    /** The same without a process, for what ends before a worker starts. */
    static Result call(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int status = commandLine.execute(texts(arguments).toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private static List<String> texts(Object... arguments) {
        return Arrays.stream(arguments).map(Object::toString).toList();
    }

    /** The processes at work on jobs of a run folder. */
    static List<ProcessHandle> workersOf(Path folder) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (commandLine(process).contains("\0worker\0" + folder.toAbsolutePath())) {
                found.add(process);
            }
        }
        return found;
    }

    private static String commandLine(ProcessHandle process) throws IOException {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return ""; // it has ended meanwhile
        }
    }

    /** Waits for something that another process does. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT_SECONDS + " s: " + what);
            }
            Thread.sleep(50);
        }
    }
}
