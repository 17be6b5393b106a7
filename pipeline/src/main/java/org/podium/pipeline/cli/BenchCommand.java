package org.podium.pipeline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.bench.BenchWorker;
import org.podium.pipeline.bench.Contest;
import org.podium.pipeline.bench.ImageBench;
import org.podium.pipeline.bench.MemoryBench;
import org.podium.pipeline.bench.MemoryWorker;
import org.podium.pipeline.bench.TrainBench;
import org.podium.pipeline.run.AtomicFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium bench}. */
@Command(
        name = "bench",
        description = "Measures podium on this machine.",
        subcommands = {
            BenchCommand.Train.class,
            BenchCommand.Memory.class,
            BenchCommand.Images.class,
            BenchCommand.Worker.class,
            BenchCommand.MemoryTrainee.class
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Runnable {
    private static final String STANDARD_OUTPUT = "-";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to measure: train, memory or images");
    }

    /** Where the figures go: a table to standard output, JSON instead of it, or the table and JSON to a file. */
    private abstract static class Report implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Option(
                names = "--json",
                arity = "0..1",
                fallbackValue = STANDARD_OUTPUT,
                paramLabel = "FILE",
                description = "Writes all figures as JSON, to a file or else to standard output in place of the table.")
        private Optional<String> json;

        int atLeast(int least, String option, int value) {
            if (value < least) {
                throw new ParameterException(
                        spec.commandLine(), option + " is " + value + ", expected " + least + " or more");
            }
            return value;
        }

        /** A line of the table. */
        void line(String format, Object... values) {
            if (!json.equals(Optional.of(STANDARD_OUTPUT))) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(String.format(Locale.ROOT, format, values).stripTrailing());
                out.flush();
            }
        }

        void write(Object report) throws IOException {
            String text = JSON.writeValueAsString(report);
            if (json.equals(Optional.of(STANDARD_OUTPUT))) {
                spec.commandLine().getOut().println(text);
            } else if (json.isPresent()) {
                AtomicFiles.write(Path.of(json.get()).toAbsolutePath(), text + "\n");
            }
        }
    }

    /** A report of what a number of threads did. */
    private abstract static class Measurement extends Report {
        @Option(names = "--threads", paramLabel = "N", description = "Compute threads. Default: all cores.")
        private Optional<Integer> threads;

        int threads() {
            int count = threads.orElse(Runtime.getRuntime().availableProcessors());
            return atLeast(1, "--threads", count);
        }
    }

    /** {@code podium bench train}. */
    @Command(
            name = "train",
            description = "Training and prediction of ResNet-18 against DJL's own blocks, and two workers against one.",
            mixinStandardHelpOptions = true)
    static final class Train extends Measurement {
        private static final String ROW = "%-8s %4s %5s  %-20s %8s  %-20s %8s  %6s  %s";

        @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side. Default: ${DEFAULT-VALUE}.")
        private int rounds = 5;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "About how long to measure altogether. Default: ${DEFAULT-VALUE}.")
        private int seconds = 120;

        @Override
        public Integer call() throws Exception {
            TrainBench bench =
                    TrainBench.of(threads(), atLeast(1, "--rounds", rounds), atLeast(1, "--seconds", seconds));
            line("ResNet-18, threads: %d; medians of %d rounds, in turns", threads(), rounds);
            line(ROW, "work", "px", "batch", "", "img/s", "against", "img/s", "ratio", "lowest and highest");
            write(bench.run(Main.class.getName(), this::row));
            return 0;
        }

        private void row(Contest c) {
            line(
                    ROW,
                    c.work(),
                    c.size(),
                    c.batch(),
                    c.first().name(),
                    number("%.1f", c.first().imagesPerSecond()),
                    c.second().name(),
                    number("%.1f", c.second().imagesPerSecond()),
                    number("%.2f", c.ratio()),
                    number("%.2f", c.lowestRatio()) + " " + number("%.2f", c.highestRatio()));
        }

        private static String number(String format, double value) {
            return String.format(Locale.ROOT, format, value);
        }
    }

    /** {@code podium bench memory}. */
    @Command(
            name = "memory",
            description = "Memory of a worker that trains ResNet-18 at 224 px.",
            mixinStandardHelpOptions = true)
    static final class Memory extends Measurement {
        private static final int SIZE = 224;
        private static final int EVERY = 50;

        @Option(names = "--batch-size", paramLabel = "N", description = "Images a step. Default: ${DEFAULT-VALUE}.")
        private int batchSize = 32;

        @Option(names = "--steps", paramLabel = "N", description = "Training steps. Default: ${DEFAULT-VALUE}.")
        private int steps = 500;

        @Override
        public Integer call() throws Exception {
            int all = atLeast(MemoryWorker.STEPS_PER_EPOCH, "--steps", steps);
            MemoryBench bench =
                    new MemoryBench(SIZE, atLeast(2, "--batch-size", batchSize), threads(), all, Math.min(EVERY, all));
            line("ResNet-18, %d px, batch %d, threads: %d", SIZE, batchSize, threads());
            line("%6s  %12s  %12s", "step", "resident MiB", "peak MiB");
            MemoryBench.Report report = bench.run(
                    Main.class.getName(),
                    look -> line("%6d  %12.0f  %12.0f", look.step(), look.resident(), look.peak()));
            line(
                    "peak %.0f MiB; resident memory within %.1f %% of the first look, peak %.1f %% above it",
                    report.peak(), 100 * report.drift(), 100 * report.peakGrowth());
            write(report);
            return 0;
        }
    }

    /** {@code podium bench images}. */
    @Command(
            name = "images",
            description = "The way of JPEGs into a training batch against decoding them alone, on one thread.",
            mixinStandardHelpOptions = true)
    static final class Images extends Report {
        @Parameters(paramLabel = "FOLDER", description = "JPEGs, in it or below it; the first 500.")
        private Path folder;

        @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side. Default: ${DEFAULT-VALUE}.")
        private int rounds = 7;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                description = "About how long to measure altogether. Default: ${DEFAULT-VALUE}.")
        private int seconds = 30;

        @Override
        public Integer call() throws Exception {
            ImageBench bench = ImageBench.of(folder, atLeast(1, "--rounds", rounds), atLeast(1, "--seconds", seconds));
            line(
                    "%d JPEGs to 224 px, one thread; medians of %d rounds, in turns",
                    bench.files().size(), rounds);
            Contest contest = bench.run();
            line("%-16s %8.1f img/s", contest.first().name(), contest.first().imagesPerSecond());
            line("%-16s %8.1f img/s", contest.second().name(), contest.second().imagesPerSecond());
            line("ratio %.2f, %.2f to %.2f", contest.ratio(), contest.lowestRatio(), contest.highestRatio());
            write(contest);
            return 0;
        }
    }

    /** {@code podium bench worker}: what the others start. */
    @Command(name = "worker", description = "Works as it is told on standard input.", hidden = true)
    static final class Worker implements Callable<Integer> {
        @Parameters(paramLabel = "CONTENDER", description = "Which implementation.")
        private String contender;

        @Override
        public Integer call() throws IOException {
            BenchWorker.serve(contender, System.in, System.out);
            return 0;
        }
    }

    /** {@code podium bench memory-worker}: what {@code memory} looks at. */
    @Command(name = "memory-worker", description = "Trains and tells each step.", hidden = true)
    static final class MemoryTrainee implements Callable<Integer> {
        @Parameters(index = "0", description = "Height and width of the images.")
        private int size;

        @Parameters(index = "1", description = "Images a step.")
        private int batch;

        @Parameters(index = "2", description = "Steps.")
        private int steps;

        @Override
        public Integer call() throws IOException {
            MemoryWorker.train(size, batch, steps, event -> {
                System.out.println(event.toLine());
                System.out.flush();
            });
            return 0;
        }
    }
}
