package org.podium.augment.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures all transforms, or those named, and prints them as a Markdown table. Where the environment variable {@code
 * PODIUM_PYTHON} names a Python with albumentations, that measures the same ones in turns, a tenth of a second each, so
 * that both meet the same load of the machine; the ratio is taken within each turn.
 */
public final class TransformTable {
    private static final List<Integer> SIDES = List.of(256, 512);
    private static final int ROUNDS = 9;
    private static final int MILLISECONDS = 100;

    /** Until everything is compiled. */
    private static final int WARM_UP_MILLISECONDS = 700;

    private TransformTable() {}

    /** Microseconds a call in each round; theirs are empty without a Python. */
    private record Line(Workload workload, int side, double[] ours, double[] theirs) {
        double ratio() {
            return median(ratios());
        }

        private DoubleStream ratios() {
            return IntStream.range(0, ours.length).mapToDouble(i -> theirs[i] / ours[i]);
        }

        String text() {
            String start = String.format(
                    Locale.ROOT, "| %s | %d | %.1f |", workload.title(), side, median(Arrays.stream(ours)));
            return theirs.length == 0
                    ? start
                    : start
                            + String.format(
                                    Locale.ROOT,
                                    " %.1f | %.2f | %.2f to %.2f |%s",
                                    median(Arrays.stream(theirs)),
                                    ratio(),
                                    ratios().min().orElseThrow(),
                                    ratios().max().orElseThrow(),
                                    ratio() > 1 ? "" : " behind");
        }

        private static double median(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    /** @param args names of workloads with commas between, or {@code all}; the module's folder */
    public static void main(String[] args) throws RunnerException, IOException {
        List<Workload> workloads = args[0].equals("all")
                ? List.of(Workload.values())
                : Arrays.stream(args[0].split(",")).map(Workload::valueOf).toList();
        Optional<String> python = Optional.ofNullable(System.getenv("PODIUM_PYTHON"));
        try (Peer peer =
                python.isPresent() ? new Peer(python.get(), Path.of(args[1], "src/jmh/python/peer.py"), SIDES) : null) {
            System.out.println();
            if (peer == null) {
                System.out.println("| one thread, uint8 RGB | px | podium, µs |");
                System.out.println("| --- | --: | --: |");
            } else {
                System.out.println(
                        "| one thread, uint8 RGB | px | podium, µs | albumentations, µs | times as fast | in " + ROUNDS
                                + " turns | |");
                System.out.println("| --- | --: | --: | --: | --: | --: | --- |");
            }
            List<Line> lines = new ArrayList<>();
            for (int side : SIDES) {
                for (Workload workload : workloads) {
                    Line line = measure(workload, side, Optional.ofNullable(peer));
                    System.out.println(line.text());
                    lines.add(line);
                }
            }
            if (peer != null) {
                System.out.println();
                SIDES.forEach(side -> System.out.println(summary(lines, side)));
                System.out.println(peer.versions());
            }
        }
    }

    private static Line measure(Workload workload, int side, Optional<Peer> peer) throws RunnerException, IOException {
        ours(workload, side, WARM_UP_MILLISECONDS);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[peer.isPresent() ? ROUNDS : 0];
        for (int round = 0; round < ROUNDS; round++) {
            ours[round] = ours(workload, side, MILLISECONDS);
            if (peer.isPresent()) {
                theirs[round] = peer.get().microseconds(workload, side, MILLISECONDS);
            }
        }
        return new Line(workload, side, ours, theirs);
    }

    /** One iteration, in this process: a new one for each would be cold again. */
    private static double ours(Workload workload, int side, int milliseconds) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(TransformBenchmark.class.getName())
                        .param("workload", workload.name())
                        .param("side", Integer.toString(side))
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(20))
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(milliseconds))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle()
                .getPrimaryResult()
                .getScore();
    }

    private static String summary(List<Line> lines, int side) {
        List<Line> these = lines.stream().filter(line -> line.side == side).toList();
        List<String> behind = these.stream()
                .filter(line -> line.ratio() <= 1)
                .map(line -> String.format(Locale.ROOT, "%s (%.2f)", line.workload.title(), line.ratio()))
                .toList();
        return String.format(
                Locale.ROOT,
                "%d px: ahead in %d of %d; behind in %s",
                side,
                these.size() - behind.size(),
                these.size(),
                behind.isEmpty() ? "none" : String.join(", ", behind));
    }
}
