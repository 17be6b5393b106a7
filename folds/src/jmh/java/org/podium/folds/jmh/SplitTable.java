package org.podium.folds.jmh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures time and memory of all workloads, or of those named, and prints them as a Markdown table. */
public final class SplitTable {
    private SplitTable() {}

    /** @param args one argument: names of workloads with commas between, or {@code all} */
    public static void main(String[] args) throws RunnerException {
        String[] names = args[0].equals("all")
                ? Arrays.stream(Workload.values()).map(Workload::name).toArray(String[]::new)
                : args[0].split(",");
        List<String> lines = new ArrayList<>();
        // A fork has the options of this JVM, heap size and collector among them.
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(SplitBenchmark.class.getName())
                        .param("workload", names)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            lines.add(line(Workload.valueOf(result.getParams().getParam("workload")), result));
        }
        System.out.println();
        System.out.println(
                "| 5 folds | rows | of | ms | ± | allocated, bytes a row | peak, bytes a row | plan, bytes a row |");
        System.out.println("| --- | --: | --- | --: | --: | --: | --: | --: |");
        lines.forEach(System.out::println);
    }

    private static String line(Workload workload, RunResult result) {
        Result<?> time = result.getPrimaryResult();
        double allocated = result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow();
        LiveHeap heap = LiveHeap.of(workload);
        double rows = workload.count();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %,.0f | %,.0f | %.1f | %.1f | %.1f |",
                workload.title(),
                workload.count(),
                workload.contents(),
                time.getScore(),
                time.getScoreError(),
                allocated / rows,
                heap.peak() / rows,
                heap.plan() / rows);
    }
}
